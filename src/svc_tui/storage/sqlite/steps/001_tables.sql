-- The tables of step 1, from the table classes (make schema). Once released this file never changes.

CREATE TABLE activity (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  call_id INTEGER,
  customer VARCHAR,
  kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  notes VARCHAR NOT NULL,
  who VARCHAR,
  starts_at BIGINT,
  ends_at BIGINT,
  closed BOOLEAN NOT NULL,
  closed_at BIGINT,
  created_at BIGINT,
  UNIQUE (number),
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(who) REFERENCES person (code)
);

CREATE INDEX ix_activity_call_id ON activity (call_id);

CREATE INDEX ix_activity_change_seq ON activity (change_seq);

CREATE INDEX ix_activity_customer ON activity (customer);

CREATE TABLE address (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  street VARCHAR,
  zip_code VARCHAR,
  city VARCHAR,
  state VARCHAR,
  country VARCHAR,
  building VARCHAR,
  FOREIGN KEY(customer) REFERENCES customer (code)
);

CREATE INDEX ix_address_customer ON address (customer);

CREATE TABLE attachment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR NOT NULL,
  object_id INTEGER NOT NULL,
  sha256 VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  size INTEGER NOT NULL,
  at BIGINT,
  who VARCHAR,
  note VARCHAR
);

CREATE INDEX ix_attachment_object_id ON attachment (object_id);

CREATE TABLE call (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  uid VARCHAR NOT NULL,
  number VARCHAR NOT NULL,
  number_key VARCHAR,
  number_order INTEGER NOT NULL,
  subject VARCHAR(254) NOT NULL,
  description VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  status_class VARCHAR NOT NULL,
  is_open BOOLEAN NOT NULL,
  priority SMALLINT NOT NULL,
  customer VARCHAR NOT NULL,
  customer_name VARCHAR NOT NULL,
  contact VARCHAR,
  contact_number INTEGER,
  phone VARCHAR,
  email VARCHAR,
  reference VARCHAR,
  serial VARCHAR,
  serial_key VARCHAR,
  serial_runs_key VARCHAR,
  manufacturer_serial VARCHAR,
  manufacturer_serial_key VARCHAR,
  manufacturer_serial_runs_key VARCHAR,
  equipment INTEGER,
  item VARCHAR,
  item_name VARCHAR,
  item_group VARCHAR,
  contract INTEGER,
  covered BOOLEAN NOT NULL,
  coverage_reason VARCHAR,
  queue VARCHAR,
  assignee VARCHAR,
  technician VARCHAR,
  origin VARCHAR,
  type VARCHAR,
  problem VARCHAR,
  subtype VARCHAR,
  territory VARCHAR,
  location VARCHAR,
  tags VARCHAR NOT NULL,
  reported_at BIGINT NOT NULL,
  created_by VARCHAR,
  assigned_at BIGINT,
  respond_by BIGINT,
  responded_at BIGINT,
  responder VARCHAR,
  response_met BOOLEAN,
  response_budget_s INTEGER,
  response_spent_s INTEGER NOT NULL,
  response_since BIGINT,
  response_at_opening BOOLEAN NOT NULL,
  response_warn_at BIGINT,
  response_critical_at BIGINT,
  resolve_by BIGINT,
  resolved_at BIGINT,
  resolution_met BOOLEAN,
  resolution_budget_s INTEGER,
  resolution_spent_s INTEGER NOT NULL,
  resolution_since BIGINT,
  resolution_at_opening BOOLEAN NOT NULL,
  resolution_warn_at BIGINT,
  resolution_critical_at BIGINT,
  due_after_end BOOLEAN NOT NULL,
  next_due BIGINT,
  next_left_s INTEGER,
  next_since BIGINT,
  paused_since BIGINT,
  paused_until BIGINT,
  paused_s INTEGER NOT NULL,
  closed_at BIGINT,
  reopened INTEGER NOT NULL,
  reassigned INTEGER NOT NULL,
  resolution VARCHAR NOT NULL,
  merged_into VARCHAR,
  contract_chosen BOOLEAN NOT NULL,
  satisfaction INTEGER,
  satisfaction_text VARCHAR,
  signed_by VARCHAR,
  signed_at BIGINT,
  signed_hash VARCHAR,
  UNIQUE (uid),
  UNIQUE (number),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(equipment) REFERENCES equipment (number),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(contract) REFERENCES contract (number),
  FOREIGN KEY(queue) REFERENCES queue (code),
  FOREIGN KEY(assignee) REFERENCES person (code),
  FOREIGN KEY(technician) REFERENCES person (code)
);

CREATE INDEX call_loose_serial ON call (serial_key, serial_runs_key, manufacturer_serial_key, manufacturer_serial_runs_key) WHERE equipment IS NULL AND coalesce(serial_key, manufacturer_serial_key) IS NOT NULL;

CREATE INDEX call_number_key ON call (number_key) WHERE number_key IS NOT NULL;

CREATE INDEX call_open_assignee ON call (is_open, assignee, next_due) WHERE is_open = 1;

CREATE INDEX call_open_due ON call (is_open, next_due, priority DESC, reported_at, id) WHERE is_open = 1;

CREATE INDEX call_open_left ON call (is_open, next_due, priority DESC, reported_at, id, contract, next_since, next_left_s, paused_since, resolve_by) WHERE is_open = 1;

CREATE INDEX call_open_queue ON call (is_open, queue, next_due) WHERE is_open = 1;

CREATE INDEX call_paused_until ON call (paused_until) WHERE paused_until IS NOT NULL;

CREATE INDEX ix_call_assignee ON call (assignee);

CREATE INDEX ix_call_change_seq ON call (change_seq);

CREATE INDEX ix_call_closed_at ON call (closed_at);

CREATE INDEX ix_call_contact ON call (contact);

CREATE INDEX ix_call_contract ON call (contract);

CREATE INDEX ix_call_covered ON call (covered);

CREATE INDEX ix_call_customer ON call (customer);

CREATE INDEX ix_call_customer_name ON call (customer_name);

CREATE INDEX ix_call_equipment ON call (equipment);

CREATE INDEX ix_call_item ON call (item);

CREATE INDEX ix_call_item_group ON call (item_group);

CREATE INDEX ix_call_item_name ON call (item_name);

CREATE INDEX ix_call_manufacturer_serial_key ON call (manufacturer_serial_key);

CREATE INDEX ix_call_next_due ON call (next_due);

CREATE INDEX ix_call_number_order ON call (number_order);

CREATE INDEX ix_call_origin ON call (origin);

CREATE INDEX ix_call_phone ON call (phone);

CREATE INDEX ix_call_priority ON call (priority);

CREATE INDEX ix_call_problem ON call (problem);

CREATE INDEX ix_call_queue ON call (queue);

CREATE INDEX ix_call_reassigned ON call (reassigned);

CREATE INDEX ix_call_reference ON call (reference);

CREATE INDEX ix_call_reopened ON call (reopened);

CREATE INDEX ix_call_reported_at ON call (reported_at);

CREATE INDEX ix_call_resolve_by ON call (resolve_by);

CREATE INDEX ix_call_resolved_at ON call (resolved_at);

CREATE INDEX ix_call_respond_by ON call (respond_by);

CREATE INDEX ix_call_serial ON call (serial);

CREATE INDEX ix_call_serial_key ON call (serial_key);

CREATE INDEX ix_call_status ON call (status);

CREATE INDEX ix_call_subject ON call (subject);

CREATE INDEX ix_call_technician ON call (technician);

CREATE INDEX ix_call_territory ON call (territory);

CREATE INDEX ix_call_type ON call (type);

CREATE INDEX ix_call_updated_at ON call (updated_at);

CREATE TABLE call_editor (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  person VARCHAR NOT NULL,
  at BIGINT NOT NULL,
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_call_editor_call_id ON call_editor (call_id);

CREATE TABLE call_follower (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  person VARCHAR NOT NULL,
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(person) REFERENCES person (code)
);

CREATE INDEX ix_call_follower_call_id ON call_follower (call_id);

CREATE INDEX ix_call_follower_person ON call_follower (person);

CREATE TABLE call_link (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(other_id) REFERENCES call (id)
);

CREATE INDEX ix_call_link_call_id ON call_link (call_id);

CREATE INDEX ix_call_link_other_id ON call_link (other_id);

CREATE TABLE call_pause (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT,
  kind VARCHAR NOT NULL,
  reason VARCHAR,
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_call_pause_call_id ON call_pause (call_id);

CREATE TABLE call_solution (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  solution INTEGER NOT NULL,
  line INTEGER NOT NULL,
  at BIGINT,
  who VARCHAR,
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(solution) REFERENCES solution (number)
);

CREATE INDEX ix_call_solution_call_id ON call_solution (call_id);

CREATE INDEX ix_call_solution_solution ON call_solution (solution);

CREATE TABLE change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  who VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  title_values JSON NOT NULL,
  kind VARCHAR NOT NULL,
  undo_of INTEGER,
  undone_by INTEGER,
  undoable BOOLEAN NOT NULL,
  passed BOOLEAN NOT NULL
);

CREATE INDEX ix_change_who ON change (who);

CREATE TABLE change_row (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL,
  table_name VARCHAR NOT NULL,
  row_id INTEGER NOT NULL,
  version INTEGER,
  "before" JSON,
  "after" JSON,
  FOREIGN KEY(change_id) REFERENCES change (id)
);

CREATE INDEX ix_change_row_change_id ON change_row (change_id);

CREATE TABLE closed_date (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  day DATE NOT NULL,
  hours VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  UNIQUE (day)
);

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer VARCHAR NOT NULL,
  number INTEGER,
  name VARCHAR NOT NULL,
  position VARCHAR,
  phone VARCHAR,
  phone_key VARCHAR,
  mobile VARCHAR,
  mobile_key VARCHAR,
  email VARCHAR,
  active BOOLEAN NOT NULL,
  FOREIGN KEY(customer) REFERENCES customer (code)
);

CREATE INDEX ix_contact_customer ON contact (customer);

CREATE INDEX ix_contact_mobile_key ON contact (mobile_key);

CREATE INDEX ix_contact_number ON contact (number);

CREATE INDEX ix_contact_phone_key ON contact (phone_key);

CREATE TABLE contract (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  description VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  service_type VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  customer VARCHAR NOT NULL,
  contact VARCHAR,
  owner VARCHAR,
  template VARCHAR,
  start DATE,
  "end" DATE,
  duration INTEGER,
  termination DATE,
  renews INTEGER,
  value VARCHAR,
  renewal BOOLEAN NOT NULL,
  remind VARCHAR,
  reminded_at BIGINT,
  response VARCHAR,
  resolution VARCHAR,
  coverage VARCHAR NOT NULL,
  zone VARCHAR,
  holidays VARCHAR,
  include_parts BOOLEAN NOT NULL,
  include_labour BOOLEAN NOT NULL,
  include_travel BOOLEAN NOT NULL,
  unit_kind VARCHAR,
  units INTEGER,
  used INTEGER NOT NULL,
  unit_step VARCHAR,
  unit_minimum VARCHAR,
  unit_night VARCHAR,
  unit_night_factor VARCHAR,
  unit_capped BOOLEAN NOT NULL,
  remarks VARCHAR NOT NULL,
  closed_dates JSON,
  UNIQUE (number),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(owner) REFERENCES person (code)
);

CREATE INDEX ix_contract_change_seq ON contract (change_seq);

CREATE INDEX ix_contract_customer ON contract (customer);

CREATE INDEX ix_contract_renews ON contract (renews);

CREATE TABLE contract_line (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contract INTEGER NOT NULL,
  line INTEGER NOT NULL,
  equipment INTEGER,
  serial VARCHAR,
  manufacturer_serial VARCHAR,
  item VARCHAR,
  item_group VARCHAR,
  start DATE,
  "end" DATE,
  termination DATE,
  FOREIGN KEY(contract) REFERENCES contract (number),
  FOREIGN KEY(equipment) REFERENCES equipment (number)
);

CREATE INDEX ix_contract_line_contract ON contract_line (contract);

CREATE INDEX ix_contract_line_equipment ON contract_line (equipment);

CREATE TABLE contract_target (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contract INTEGER NOT NULL,
  priority SMALLINT NOT NULL,
  response VARCHAR,
  resolution VARCHAR,
  FOREIGN KEY(contract) REFERENCES contract (number)
);

CREATE INDEX ix_contract_target_contract ON contract_target (contract);

CREATE TABLE contract_template (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  description VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  expired BOOLEAN NOT NULL,
  renewal BOOLEAN NOT NULL,
  remind VARCHAR,
  duration INTEGER,
  response VARCHAR,
  resolution VARCHAR,
  targets JSON,
  coverage VARCHAR NOT NULL,
  zone VARCHAR,
  holidays VARCHAR,
  include_parts BOOLEAN NOT NULL,
  include_labour BOOLEAN NOT NULL,
  include_travel BOOLEAN NOT NULL,
  unit_kind VARCHAR,
  units INTEGER,
  unit_step VARCHAR,
  unit_minimum VARCHAR,
  unit_night VARCHAR,
  unit_night_factor VARCHAR,
  unit_capped BOOLEAN NOT NULL,
  value VARCHAR,
  remarks VARCHAR NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_contract_template_change_seq ON contract_template (change_seq);

CREATE TABLE counter (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR NOT NULL,
  value INTEGER NOT NULL,
  UNIQUE (name)
);

CREATE TABLE customer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  phone VARCHAR,
  phone_key VARCHAR,
  email VARCHAR,
  territory VARCHAR,
  technician VARCHAR,
  credit_limit VARCHAR,
  balance VARCHAR,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key),
  FOREIGN KEY(technician) REFERENCES person (code)
);

CREATE INDEX ix_customer_change_seq ON customer (change_seq);

CREATE INDEX ix_customer_name ON customer (name);

CREATE INDEX ix_customer_phone_key ON customer (phone_key);

CREATE TABLE equipment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  serial VARCHAR,
  serial_key VARCHAR,
  serial_runs_key VARCHAR,
  manufacturer_serial VARCHAR,
  manufacturer_serial_key VARCHAR,
  manufacturer_serial_runs_key VARCHAR,
  item VARCHAR NOT NULL,
  customer VARCHAR NOT NULL,
  buyer VARCHAR,
  contact VARCHAR,
  phone VARCHAR,
  status VARCHAR NOT NULL,
  technician VARCHAR,
  territory VARCHAR,
  address VARCHAR,
  location VARCHAR,
  warranty_start DATE,
  warranty_end DATE,
  delivered_at DATE,
  delivery VARCHAR,
  invoice VARCHAR,
  manufactured_at DATE,
  due_back DATE,
  resolution VARCHAR,
  remarks VARCHAR NOT NULL,
  replaces INTEGER,
  replaced_by INTEGER,
  parent INTEGER,
  UNIQUE (number),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(technician) REFERENCES person (code)
);

CREATE INDEX ix_equipment_change_seq ON equipment (change_seq);

CREATE INDEX ix_equipment_customer ON equipment (customer);

CREATE INDEX ix_equipment_item ON equipment (item);

CREATE INDEX ix_equipment_manufacturer_serial ON equipment (manufacturer_serial);

CREATE INDEX ix_equipment_manufacturer_serial_key ON equipment (manufacturer_serial_key);

CREATE INDEX ix_equipment_manufacturer_serial_runs_key ON equipment (manufacturer_serial_runs_key);

CREATE INDEX ix_equipment_parent ON equipment (parent);

CREATE INDEX ix_equipment_serial ON equipment (serial);

CREATE INDEX ix_equipment_serial_key ON equipment (serial_key);

CREATE INDEX ix_equipment_serial_runs_key ON equipment (serial_runs_key);

CREATE TABLE equipment_customer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  equipment INTEGER NOT NULL,
  customer VARCHAR NOT NULL,
  FOREIGN KEY(equipment) REFERENCES equipment (number),
  FOREIGN KEY(customer) REFERENCES customer (code)
);

CREATE INDEX ix_equipment_customer_equipment ON equipment_customer (equipment);

CREATE TABLE history (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER,
  kind VARCHAR NOT NULL,
  object_id INTEGER NOT NULL,
  at BIGINT NOT NULL,
  who VARCHAR,
  event VARCHAR NOT NULL,
  field VARCHAR,
  old VARCHAR,
  new VARCHAR,
  undo_of INTEGER
);

CREATE INDEX history_object ON history (kind, object_id, id);

CREATE TABLE import_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  burst INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  table_name VARCHAR NOT NULL,
  row_id INTEGER NOT NULL,
  last_id INTEGER,
  "before" VARCHAR
);

CREATE TABLE item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  "group" VARCHAR,
  kind VARCHAR NOT NULL,
  serial_managed BOOLEAN NOT NULL,
  warranty_template VARCHAR,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key),
  FOREIGN KEY("group") REFERENCES item_group (name)
);

CREATE INDEX ix_item_change_seq ON item (change_seq);

CREATE INDEX ix_item_group ON item ("group");

CREATE TABLE item_group (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_item_group_change_seq ON item_group (change_seq);

CREATE INDEX ix_item_group_number ON item_group (number);

CREATE TABLE list_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  list VARCHAR NOT NULL,
  number INTEGER,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  description VARCHAR NOT NULL,
  locked BOOLEAN NOT NULL,
  active BOOLEAN NOT NULL,
  status_class VARCHAR,
  pauses_clock BOOLEAN NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (list, name_key)
);

CREATE INDEX ix_list_entry_change_seq ON list_entry (change_seq);

CREATE INDEX ix_list_entry_list ON list_entry (list);

CREATE TABLE macro (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  steps JSON NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_macro_change_seq ON macro (change_seq);

CREATE TABLE message (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person VARCHAR NOT NULL,
  call_id INTEGER,
  contract INTEGER,
  text VARCHAR NOT NULL,
  sender VARCHAR,
  at BIGINT,
  read_at BIGINT,
  FOREIGN KEY(person) REFERENCES person (code),
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_message_person ON message (person);

CREATE TABLE meter_reading (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  equipment INTEGER NOT NULL,
  at BIGINT NOT NULL,
  who VARCHAR,
  meter VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  replaced BOOLEAN NOT NULL,
  note VARCHAR NOT NULL,
  FOREIGN KEY(equipment) REFERENCES equipment (number)
);

CREATE INDEX ix_meter_reading_equipment ON meter_reading (equipment);

CREATE TABLE movement (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  equipment INTEGER NOT NULL,
  at BIGINT NOT NULL,
  who VARCHAR,
  kind VARCHAR NOT NULL,
  direction VARCHAR NOT NULL,
  customer VARCHAR,
  document VARCHAR,
  "row" INTEGER,
  other INTEGER,
  old VARCHAR,
  new VARCHAR,
  note VARCHAR NOT NULL,
  FOREIGN KEY(equipment) REFERENCES equipment (number)
);

CREATE INDEX ix_movement_document ON movement (document);

CREATE INDEX ix_movement_equipment ON movement (equipment);

CREATE TABLE person (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  user_id INTEGER,
  employee_id INTEGER,
  email VARCHAR,
  phone VARCHAR,
  roles JSON NOT NULL,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key),
  UNIQUE (user_id),
  UNIQUE (employee_id)
);

CREATE INDEX ix_person_change_seq ON person (change_seq);

CREATE TABLE queue (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  manager VARCHAR,
  email VARCHAR,
  inactive BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key),
  FOREIGN KEY(manager) REFERENCES person (code)
);

CREATE INDEX ix_queue_change_seq ON queue (change_seq);

CREATE TABLE queue_member (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  queue VARCHAR NOT NULL,
  person VARCHAR NOT NULL,
  absent_from DATE,
  absent_to DATE,
  FOREIGN KEY(queue) REFERENCES queue (code),
  FOREIGN KEY(person) REFERENCES person (code)
);

CREATE INDEX ix_queue_member_person ON queue_member (person);

CREATE INDEX ix_queue_member_queue ON queue_member (queue);

CREATE TABLE saved_view (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  person VARCHAR,
  screen VARCHAR NOT NULL,
  slot INTEGER,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  "query" VARCHAR NOT NULL,
  columns JSON
);

CREATE INDEX ix_saved_view_change_seq ON saved_view (change_seq);

CREATE INDEX ix_saved_view_person ON saved_view (person);

CREATE TABLE serial_form (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  equipment_id INTEGER NOT NULL,
  form VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL
);

CREATE INDEX ix_serial_form_equipment_id ON serial_form (equipment_id);

CREATE INDEX serial_form_key ON serial_form ("key", equipment_id, form);

CREATE TABLE serial_master (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  item VARCHAR NOT NULL,
  serial VARCHAR,
  manufacturer_serial VARCHAR,
  lot VARCHAR,
  system_number INTEGER,
  admitted_at DATE,
  manufactured_at DATE,
  expires_at DATE,
  warranty_start DATE,
  warranty_end DATE,
  location VARCHAR,
  details VARCHAR NOT NULL,
  UNIQUE (number),
  FOREIGN KEY(item) REFERENCES item (code)
);

CREATE INDEX ix_serial_master_change_seq ON serial_master (change_seq);

CREATE INDEX ix_serial_master_item ON serial_master (item);

CREATE INDEX ix_serial_master_serial ON serial_master (serial);

CREATE TABLE setting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR NOT NULL,
  value JSON NOT NULL,
  UNIQUE (name)
);

CREATE TABLE snippet (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_snippet_change_seq ON snippet (change_seq);

CREATE TABLE solution (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  solution VARCHAR(254) NOT NULL,
  symptom VARCHAR(254) NOT NULL,
  cause VARCHAR(254) NOT NULL,
  description VARCHAR NOT NULL,
  item VARCHAR,
  status VARCHAR NOT NULL,
  problem VARCHAR,
  language VARCHAR,
  owner VARCHAR,
  reviewer VARCHAR,
  reviewed_at BIGINT,
  created_at BIGINT,
  merged_into INTEGER,
  used INTEGER NOT NULL,
  last_used_at BIGINT,
  UNIQUE (number),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(owner) REFERENCES person (code),
  FOREIGN KEY(reviewer) REFERENCES person (code)
);

CREATE INDEX ix_solution_change_seq ON solution (change_seq);

CREATE INDEX ix_solution_item ON solution (item);

CREATE INDEX ix_solution_merged_into ON solution (merged_into);

CREATE TABLE solution_miss (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  solution INTEGER NOT NULL,
  at BIGINT,
  who VARCHAR,
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(solution) REFERENCES solution (number)
);

CREATE INDEX ix_solution_miss_call_id ON solution_miss (call_id);

CREATE INDEX ix_solution_miss_solution ON solution_miss (solution);

CREATE TABLE stopwatch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person VARCHAR NOT NULL,
  call_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  since BIGINT NOT NULL,
  UNIQUE (person),
  FOREIGN KEY(person) REFERENCES person (code),
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_stopwatch_call_id ON stopwatch (call_id);

CREATE TABLE synonym (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_synonym_change_seq ON synonym (change_seq);

CREATE TABLE unit_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contract INTEGER NOT NULL,
  at BIGINT NOT NULL,
  who VARCHAR,
  kind VARCHAR NOT NULL,
  quantity INTEGER NOT NULL,
  work INTEGER,
  call_id INTEGER,
  note VARCHAR NOT NULL,
  FOREIGN KEY(contract) REFERENCES contract (number)
);

CREATE INDEX ix_unit_entry_call_id ON unit_entry (call_id);

CREATE INDEX ix_unit_entry_contract ON unit_entry (contract);

CREATE INDEX ix_unit_entry_work ON unit_entry (work);

CREATE TABLE work (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  call_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  who VARCHAR,
  starts_at BIGINT,
  ends_at BIGINT,
  seconds INTEGER NOT NULL,
  km VARCHAR,
  item VARCHAR,
  quantity VARCHAR,
  serial_in VARCHAR,
  serial_in_key VARCHAR,
  serial_out VARCHAR,
  serial_out_key VARCHAR,
  note VARCHAR NOT NULL,
  billable BOOLEAN NOT NULL,
  proposed BOOLEAN,
  why VARCHAR,
  contract INTEGER,
  accounted INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  split_of INTEGER,
  corrects INTEGER,
  FOREIGN KEY(call_id) REFERENCES call (id),
  FOREIGN KEY(who) REFERENCES person (code),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(contract) REFERENCES contract (number)
);

CREATE INDEX ix_work_call_id ON work (call_id);

CREATE INDEX ix_work_change_seq ON work (change_seq);

CREATE INDEX ix_work_contract ON work (contract);

CREATE INDEX ix_work_corrects ON work (corrects);

CREATE INDEX ix_work_item ON work (item);

CREATE INDEX ix_work_serial_in_key ON work (serial_in_key);

CREATE INDEX ix_work_serial_out_key ON work (serial_out_key);

CREATE INDEX ix_work_split_of ON work (split_of);

CREATE INDEX ix_work_who ON work (who);
