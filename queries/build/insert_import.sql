-- What was imported, from what, and with which mapping?
-- grain: one row
-- parameters: import_id, imported_at, files, fingerprint, mapping, report
insert into imports values ($import_id, $imported_at, $files, $fingerprint, $mapping, $report)
