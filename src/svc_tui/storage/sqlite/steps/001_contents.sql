-- What every store begins with, besides tables: the full-text indexes, B1's built-in list values, the running numbers.

CREATE VIRTUAL TABLE call_fts USING fts5(
  number, subject, description, notes, customer, serial, resolution,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- Terms of solutions as the program makes them, apart by spaces: to the tokenizer all other signs are letters.
CREATE VIRTUAL TABLE solution_fts USING fts5(symptom, cause, solution, description, tokenize='ascii');
CREATE VIRTUAL TABLE solution_fts_terms USING fts5vocab(solution_fts, row);
-- Each of those terms, by the runs of letters that it holds and by its stems.
CREATE VIRTUAL TABLE solution_fts_words USING fts5(
  word UNINDEXED, runs, tokenize='ascii', detail=none, columnsize=1
);
CREATE VIRTUAL TABLE solution_fts_runs USING fts5vocab(solution_fts_words, row);

-- Spellings of serials by every three signs in a row, to find one by its beginning or middle.
CREATE VIRTUAL TABLE serial_fts USING fts5(
  form, content='', contentless_delete=1, tokenize='trigram case_sensitive 1', detail=none
);

INSERT INTO list_entry
  (list, number, name, name_key, status_class, pauses_clock, position, locked, active, description, version, change_seq)
VALUES
  ('status', -3, 'Open', 'open', 'open', 0, 0, 1, 1, '', 1, 0),
  ('status', -2, 'Pending', 'pending', 'waiting', 1, 1, 1, 1, '', 1, 0),
  ('status', NULL, 'Resolved', 'resolved', 'resolved', 0, 2, 1, 1, '', 1, 0),
  ('status', -1, 'Closed', 'closed', 'closed', 0, 3, 1, 1, '', 1, 0),
  ('origin', -2, 'Telephone', 'telephone', NULL, 0, 4, 1, 1, '', 1, 0),
  ('origin', -3, 'E-mail', 'e-mail', NULL, 0, 5, 1, 1, '', 1, 0),
  ('origin', -1, 'Web', 'web', NULL, 0, 6, 1, 1, '', 1, 0),
  ('solution_status', -2, 'Internal', 'internal', NULL, 0, 7, 1, 1, '', 1, 0),
  ('solution_status', -3, 'Review', 'review', NULL, 0, 8, 1, 1, '', 1, 0),
  ('solution_status', -1, 'Publish', 'publish', NULL, 0, 9, 1, 1, '', 1, 0);

-- Calls begin at 10001.
INSERT INTO counter (name, value) VALUES
  ('change_seq', 0), ('call', 10000), ('contract', 0), ('equipment', 0), ('solution', 0), ('activity', 0);
