-- What does the training register say?
-- grain: one row per unit, programme and date
-- parameters: none
create table if not exists training (
    unit varchar not null,
    programme varchar not null,
    date varchar not null,
    completed bigint not null,
    hours double,
    satisfaction double,
    satisfaction_n bigint,
    primary key (unit, programme, date)
)
