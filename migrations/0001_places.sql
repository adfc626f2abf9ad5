-- Places. Columns are BIGINT or TEXT only: SQLite and PostgreSQL share this file (design.md §2).
-- Booleans are 0/1 with CHECK, times microseconds UTC, ids UUID text, areas cm².

CREATE TABLE communities (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL CONSTRAINT communities_slug UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  cosigners_needed BIGINT NOT NULL CHECK (cosigners_needed > 0),
  -- Everything in it is invented: pages say 演示.
  is_demo BIGINT NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE TABLE compounds (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  -- How owners' votes are taken online; 'here' and 'city_system' quote their clause.
  e_voting TEXT NOT NULL,
  e_voting_clause TEXT,
  -- The owners' rules on silence, if they have any: shown as a second tally, never counted with the majority.
  silence_clause TEXT,
  created_at BIGINT NOT NULL,
  CONSTRAINT compounds_slug UNIQUE (community_id, slug),
  CHECK (e_voting = 'paper_only' OR e_voting_clause IS NOT NULL)
);

CREATE TABLE grids (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  name TEXT NOT NULL,
  CONSTRAINT grids_name UNIQUE (community_id, name)
);

CREATE TABLE buildings (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  name TEXT NOT NULL,
  grid_id TEXT REFERENCES grids (id),
  sort BIGINT NOT NULL,
  CONSTRAINT buildings_name UNIQUE (compound_id, name)
);

CREATE TABLE entrances (
  id TEXT NOT NULL PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  name TEXT NOT NULL,
  sort BIGINT NOT NULL,
  CONSTRAINT entrances_name UNIQUE (building_id, name)
);

-- A distinct set of owners on a title: what a head is counted from.
CREATE TABLE owner_sets (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  -- The sorted person ids, joined: two titles with the same owners are one head.
  key TEXT NOT NULL,
  is_developer BIGINT NOT NULL CHECK (is_developer IN (0, 1)),
  -- The co-owner named to vote for all of them.
  voter_person_id TEXT,
  CONSTRAINT owner_sets_key UNIQUE (compound_id, key)
);

CREATE TABLE household_groups (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  name TEXT NOT NULL,
  leader_person_id TEXT,
  CONSTRAINT household_groups_name UNIQUE (compound_id, name)
);

CREATE TABLE units (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  building_id TEXT NOT NULL REFERENCES buildings (id),
  entrance_id TEXT REFERENCES entrances (id),
  household_group_id TEXT REFERENCES household_groups (id),
  -- As people say it, whole: "3号楼2单元1201室".
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  area_cm2 BIGINT NOT NULL CHECK (area_cm2 >= 0),
  area_source TEXT NOT NULL,
  counts_area BIGINT NOT NULL CHECK (counts_area IN (0, 1)),
  counts_head BIGINT NOT NULL CHECK (counts_head IN (0, 1)),
  tenure TEXT NOT NULL,
  -- The present owners; unknown owners leave it empty, and the unit still counts.
  owner_set_id TEXT REFERENCES owner_sets (id),
  owned_since BIGINT,
  retired_at BIGINT,
  sort BIGINT NOT NULL,
  CONSTRAINT units_name UNIQUE (compound_id, name)
);
CREATE INDEX units_building ON units (building_id);
CREATE INDEX units_owner_set ON units (owner_set_id);
