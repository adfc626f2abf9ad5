-- People: the roll's persons, accounts, devices, codes, bodies and seats.

CREATE TABLE persons (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  -- The last four characters of an identity document; never more.
  document_tail TEXT CHECK (document_tail IS NULL OR LENGTH(document_tail) = 4),
  is_adult BIGINT NOT NULL CHECK (is_adult IN (0, 1)),
  -- 委托代理人 of a legal person or an absent owner; 监护人 of one without full capacity.
  agent_person_id TEXT REFERENCES persons (id),
  guardian_person_id TEXT REFERENCES persons (id),
  merged_into TEXT REFERENCES persons (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX persons_name ON persons (community_id, name);
CREATE INDEX persons_agent ON persons (agent_person_id);
CREATE INDEX persons_guardian ON persons (guardian_person_id);

-- Who acts for whom, since when and by what paper; the present one also stands in persons, where votes read it.
CREATE TABLE representations (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  kind TEXT NOT NULL,
  by_person_id TEXT NOT NULL REFERENCES persons (id),
  -- The first day, in days since 1970-01-01.
  from_day BIGINT NOT NULL,
  -- What the officer was shown, in words; never a number of an identity document.
  document TEXT NOT NULL,
  -- The officer, as the roll itself has none.
  named_by TEXT,
  named_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX representations_person ON representations (person_id);
CREATE INDEX representations_by ON representations (by_person_id);

CREATE TABLE owner_set_members (
  owner_set_id TEXT NOT NULL REFERENCES owner_sets (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  PRIMARY KEY (owner_set_id, person_id)
);
CREATE INDEX owner_set_members_person ON owner_set_members (person_id);

-- Who owned a unit before: written whenever units.owner_set_id changes.
CREATE TABLE past_ownerships (
  id TEXT NOT NULL PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES units (id),
  owner_set_id TEXT REFERENCES owner_sets (id),
  from_at BIGINT,
  until_at BIGINT NOT NULL
);

CREATE TABLE residences (
  id TEXT NOT NULL PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES units (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  kind TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX residences_person ON residences (person_id);
CREATE INDEX residences_unit ON residences (unit_id);

-- Two persons on the roll found to be one: listed, so that it can be undone by hand.
CREATE TABLE person_merges (
  id TEXT NOT NULL PRIMARY KEY,
  kept_person_id TEXT NOT NULL REFERENCES persons (id),
  gone_person_id TEXT NOT NULL REFERENCES persons (id),
  -- 'officer' or 'document' (name and last four).
  how TEXT NOT NULL,
  member_id TEXT,
  -- What was the gone person's: units and residences by name, an account; JSON.
  moved TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX person_merges_kept ON person_merges (kept_person_id);

CREATE TABLE members (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT CONSTRAINT members_person UNIQUE REFERENCES persons (id),
  display_name TEXT NOT NULL,
  login_name TEXT CONSTRAINT members_login_name UNIQUE,
  password_hash TEXT,
  level TEXT NOT NULL,
  locale TEXT,
  elder BIGINT NOT NULL CHECK (elder IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  -- SHA-256 of the cookie's token: the table alone signs nobody in.
  token_hash TEXT NOT NULL CONSTRAINT sessions_token UNIQUE,
  member_id TEXT NOT NULL REFERENCES members (id),
  device TEXT NOT NULL,
  strong BIGINT NOT NULL CHECK (strong IN (0, 1)),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_member ON sessions (member_id);

CREATE TABLE join_codes (
  id TEXT NOT NULL PRIMARY KEY,
  code_hash TEXT NOT NULL CONSTRAINT join_codes_code UNIQUE,
  person_id TEXT NOT NULL REFERENCES persons (id),
  -- 'resident' codes are printed on slips for mailboxes; 'owner' codes go to the owner only.
  kind TEXT NOT NULL,
  issued_by TEXT REFERENCES members (id),
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  spent_at BIGINT,
  -- SHA-256 of the form that spent it: two taps on one form are one joining.
  spent_form TEXT,
  revoked_at BIGINT
);
CREATE INDEX join_codes_person ON join_codes (person_id);

CREATE TABLE join_requests (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  building_id TEXT NOT NULL REFERENCES buildings (id),
  unit_text TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  tie TEXT NOT NULL,
  -- SHA-256 of the token the asking device holds: once confirmed, that device is signed in.
  pickup_hash TEXT NOT NULL CONSTRAINT join_requests_pickup UNIQUE,
  -- SHA-256 of the form: a form sent twice is one request.
  form_hash TEXT NOT NULL CONSTRAINT join_requests_form UNIQUE,
  state TEXT NOT NULL,
  reason TEXT,
  person_id TEXT REFERENCES persons (id),
  decided_by TEXT REFERENCES members (id),
  decided_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX join_requests_open ON join_requests (community_id, state, created_at);

-- Kinds of bodies are data: a community adds its own.
CREATE TABLE body_kinds (
  code TEXT NOT NULL PRIMARY KEY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  organ TEXT NOT NULL,
  -- The right a seat in such a body gives unless it says otherwise.
  seat_right TEXT NOT NULL,
  sort BIGINT NOT NULL
);
INSERT INTO body_kinds (code, name_zh, name_en, organ, seat_right, sort) VALUES
  ('residents_council', '居民议事会', 'Residents'' council', 'residents_council', 'council', 1),
  ('residents_committee', '居民委员会', 'Residents'' committee', 'residents_committee', 'administrator', 2),
  ('party_organisation', '社区党组织', 'Party organisation', 'party_organisation', 'none', 3),
  ('owners_assembly', '业主大会', 'Owners'' assembly', 'owners_assembly', 'none', 4),
  ('owners_committee', '业主委员会', 'Owners'' committee', 'owners_committee', 'committee', 5),
  ('management_committee', '物业管理委员会', 'Property management committee', 'owners_committee', 'convenor', 6),
  ('preparatory_group', '筹备组', 'Preparatory group', 'preparatory_group', 'convenor', 7),
  ('property_service', '物业服务人', 'Property service', 'property_service', 'property_service', 8),
  ('grid_office', '网格工作站', 'Grid office', 'other', 'grid_officer', 9),
  ('operators', '运维组', 'Operators', 'other', 'operator', 10);

CREATE TABLE bodies (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL REFERENCES body_kinds (code),
  -- Operators belong to no community.
  community_id TEXT REFERENCES communities (id),
  compound_id TEXT REFERENCES compounds (id),
  name TEXT NOT NULL,
  -- The head of its decisions' numbers: "春和业".
  decision_prefix TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE terms (
  id TEXT NOT NULL PRIMARY KEY,
  body_id TEXT NOT NULL REFERENCES bodies (id),
  name TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT
);

CREATE TABLE seats (
  id TEXT NOT NULL PRIMARY KEY,
  term_id TEXT NOT NULL REFERENCES terms (id),
  member_id TEXT NOT NULL REFERENCES members (id),
  title TEXT NOT NULL,
  seat_right TEXT NOT NULL,
  grid_id TEXT REFERENCES grids (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX seats_member ON seats (member_id);
CREATE INDEX seats_term ON seats (term_id);

-- Officers' looks at personal data.
CREATE TABLE personal_looks (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  member_id TEXT REFERENCES members (id),
  what TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX personal_looks_at ON personal_looks (community_id, at);

-- Tries and writes counted per key and window; every server sees the same.
CREATE TABLE limits (
  key TEXT NOT NULL PRIMARY KEY,
  count BIGINT NOT NULL,
  window_ends_at BIGINT NOT NULL
);

-- A form sent twice is done once: the first answer is replayed.
CREATE TABLE form_answers (
  -- The form's key and who sent it: nobody replays another's answer.
  key TEXT NOT NULL PRIMARY KEY,
  answer TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX form_answers_at ON form_answers (at);

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  member_id TEXT REFERENCES members (id),
  file_name TEXT NOT NULL,
  -- What was read of each sheet, and what its columns hold: JSON.
  sheets TEXT NOT NULL,
  -- The dry run, once there is one: JSON. After applying only figures are left in it.
  report TEXT,
  state TEXT NOT NULL,
  -- The lines of the dry run that counts.
  batch TEXT,
  -- The roll this dry run was compared with; applying refuses another.
  roll_version BIGINT,
  -- Whether what the file does not list was taken from the roll.
  retire_missing BIGINT NOT NULL DEFAULT 0 CHECK (retire_missing IN (0, 1)),
  created_at BIGINT NOT NULL,
  applied_at BIGINT
);
CREATE INDEX imports_compound ON imports (compound_id, created_at);

-- What is staged of an import, some hundreds to a row as a JSON list: the rows read from the file (batch ''), and
-- what a dry run would change. Gone once the import is applied or given up.
CREATE TABLE import_lines (
  import_id TEXT NOT NULL REFERENCES imports (id),
  batch TEXT NOT NULL,
  kind TEXT NOT NULL,
  n BIGINT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (import_id, batch, kind, n)
);

CREATE TABLE column_mappings (
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  header_hash TEXT NOT NULL,
  mapping TEXT NOT NULL,
  PRIMARY KEY (compound_id, header_hash)
);

-- Counts every change to a compound's roll.
CREATE TABLE roll_versions (
  compound_id TEXT NOT NULL PRIMARY KEY REFERENCES compounds (id),
  version BIGINT NOT NULL
);
