-- Which imports made this store, from what, and with which mapping?
-- grain: one row per import
-- parameters: none
create table if not exists imports (
    import_id integer primary key,
    imported_at varchar not null,
    files varchar not null,
    fingerprint varchar not null,
    mapping varchar not null,
    report varchar not null
)
