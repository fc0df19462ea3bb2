-- Which pulse is released now, by which release? One that was withdrawn counts as released again.
-- grain: one row
-- parameters: pulse, release_number, k, released_at, membership
insert or replace into releases
values ($pulse, $release_number, $k, $released_at, $membership, null)
