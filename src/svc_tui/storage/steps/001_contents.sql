-- What every store begins with, besides tables: the full-text index, B1's built-in list values, the running numbers.

CREATE VIRTUAL TABLE call_fts USING fts5(
  number, subject, description, notes, customer, serial, resolution,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

INSERT INTO list_entry
  (list, number, name, status_class, pauses_clock, position, locked, active, description, version, change_seq)
VALUES
  ('status', -3, 'Open', 'open', 0, 0, 1, 1, '', 1, 0),
  ('status', -2, 'Pending', 'waiting', 1, 1, 1, 1, '', 1, 0),
  ('status', NULL, 'Resolved', 'resolved', 0, 2, 1, 1, '', 1, 0),
  ('status', -1, 'Closed', 'closed', 0, 3, 1, 1, '', 1, 0),
  ('origin', -2, 'Telephone', NULL, 0, 4, 1, 1, '', 1, 0),
  ('origin', -3, 'E-mail', NULL, 0, 5, 1, 1, '', 1, 0),
  ('origin', -1, 'Web', NULL, 0, 6, 1, 1, '', 1, 0),
  ('solution_status', -2, 'Internal', NULL, 0, 7, 1, 1, '', 1, 0),
  ('solution_status', -3, 'Review', NULL, 0, 8, 1, 1, '', 1, 0),
  ('solution_status', -1, 'Publish', NULL, 0, 9, 1, 1, '', 1, 0);

-- Calls begin at 10001.
INSERT INTO counter (name, value) VALUES
  ('change_seq', 0), ('call', 10000), ('contract', 0), ('equipment', 0), ('solution', 0), ('activity', 0);
