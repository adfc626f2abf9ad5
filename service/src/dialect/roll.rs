//! What a staged import changes, taken from its lines list by list: one statement a table, however many rows.

use super::Pair;

/// The compound's roll, held while an import is switched in or persons are joined: of two, one sees the other's
/// version.
pub(crate) const HOLD_ROLL: Pair = Pair {
    sqlite: "SELECT version FROM roll_versions WHERE compound_id = $1",
    postgres: "SELECT version FROM roll_versions WHERE compound_id = $1 FOR UPDATE",
};

/// An import, held while it is applied.
pub(crate) const HOLD_IMPORT: Pair = Pair {
    sqlite: "SELECT compound_id, state, report, sheets, batch, roll_version FROM imports WHERE id = $1",
    postgres: "SELECT compound_id, state, report, sheets, batch, roll_version FROM imports WHERE id = $1 FOR UPDATE",
};

/// A statement over the lines of one kind in batch `$2` of import `$1`; `v.value` is one entry.
macro_rules! over_lines {
    ($($(#[$doc:meta])* $name:ident($kind:literal): $head:literal, $tail:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) const $name: Pair = Pair {
            sqlite: concat!(
                $head, " FROM import_lines l, json_each(l.line) v \
                 WHERE l.import_id = $1 AND l.batch = $2 AND l.kind = '", $kind, "'", $tail
            ),
            postgres: concat!(
                $head, " FROM import_lines l, jsonb_array_elements(CAST(l.line AS jsonb)) v \
                 WHERE l.import_id = $1 AND l.batch = $2 AND l.kind = '", $kind, "'", $tail
            ),
        };
    )+};
}

over_lines! {
    /// New grids of the community `$3`.
    ADD_GRIDS("grid"):
        "INSERT INTO grids (id, community_id, name) SELECT v.value ->> 'id', $3, v.value ->> 'name'",
        "";
    /// New buildings of the compound `$3`.
    ADD_BUILDINGS("building"):
        "INSERT INTO buildings (id, compound_id, name, grid_id, sort) \
         SELECT v.value ->> 'id', $3, v.value ->> 'name', v.value ->> 'grid', \
                CAST(v.value ->> 'sort' AS BIGINT)", "";
    /// Buildings that went over to another grid.
    MOVE_BUILDINGS("building_change"):
        "UPDATE buildings SET grid_id = c.grid FROM ( \
         SELECT v.value ->> 'id' AS id, v.value ->> 'grid' AS grid", ") AS c WHERE buildings.id = c.id";
    /// New entrances.
    ADD_ENTRANCES("entrance"):
        "INSERT INTO entrances (id, building_id, name, sort) \
         SELECT v.value ->> 'id', v.value ->> 'building', v.value ->> 'name', \
                CAST(v.value ->> 'sort' AS BIGINT)", "";
    /// New household groups of the compound `$3`.
    ADD_GROUPS("group"):
        "INSERT INTO household_groups (id, compound_id, name) SELECT v.value ->> 'id', $3, v.value ->> 'name'", "";
    /// New persons of the community `$3`, at `$4`.
    ADD_PERSONS("person"):
        "INSERT INTO persons (id, community_id, kind, name, phone, document_tail, is_adult, created_at) \
         SELECT v.value ->> 'id', $3, v.value ->> 'kind', v.value ->> 'name', v.value ->> 'phone', \
                v.value ->> 'tail', 1, $4", "";
    /// What the file knows anew of persons: never less than before.
    CHANGE_PERSONS("person_change"):
        "UPDATE persons SET phone = c.phone, document_tail = c.tail FROM ( \
         SELECT v.value ->> 'id' AS id, v.value ->> 'phone' AS phone, v.value ->> 'tail' AS tail",
        ") AS c WHERE persons.id = c.id";
    /// New sets of owners in the compound `$3`.
    ADD_OWNER_SETS("owner_set"):
        "INSERT INTO owner_sets (id, compound_id, key, is_developer) \
         SELECT v.value ->> 'id', $3, v.value ->> 'key', CAST(v.value ->> 'developer' AS BIGINT)", "";
    /// Who is in them.
    ADD_OWNERS("owner"):
        "INSERT INTO owner_set_members (owner_set_id, person_id) SELECT v.value ->> 'set', v.value ->> 'person'", "";
    /// Co-owners named to vote.
    NAME_VOTERS("voter"):
        "UPDATE owner_sets SET voter_person_id = c.person FROM ( \
         SELECT v.value ->> 'set' AS id, v.value ->> 'person' AS person", ") AS c WHERE owner_sets.id = c.id";
    /// Who owned before, until `$3`.
    KEEP_PAST("past"):
        "INSERT INTO past_ownerships (id, unit_id, owner_set_id, from_at, until_at) \
         SELECT v.value ->> 'id', v.value ->> 'unit', v.value ->> 'set', \
                CAST(v.value ->> 'since' AS BIGINT), $3", "";
    /// New units of the compound `$3`, at `$4`.
    ADD_UNITS("unit"):
        "INSERT INTO units (id, compound_id, building_id, entrance_id, household_group_id, name, kind, area_cm2, \
           area_source, counts_area, counts_head, tenure, owner_set_id, owned_since, sort) \
         SELECT v.value ->> 'id', $3, v.value ->> 'building', v.value ->> 'entrance', v.value ->> 'group', \
                v.value ->> 'name', v.value ->> 'kind', CAST(v.value ->> 'area' AS BIGINT), v.value ->> 'source', \
                CAST(v.value ->> 'counts_area' AS BIGINT), CAST(v.value ->> 'counts_head' AS BIGINT), \
                v.value ->> 'tenure', v.value ->> 'set', \
                CASE WHEN v.value ->> 'set' IS NULL THEN NULL ELSE $4 END, CAST(v.value ->> 'sort' AS BIGINT)", "";
    /// Units of which anything changed; new owners own since `$3`.
    CHANGE_UNITS("unit_change"):
        "UPDATE units SET household_group_id = c.unit_group, kind = c.kind, area_cm2 = c.area, \
           area_source = c.source, counts_area = c.counts_area, counts_head = c.counts_head, tenure = c.tenure, \
           owner_set_id = c.owners, retired_at = NULL, \
           owned_since = CASE WHEN c.new_owners = 1 THEN $3 ELSE owned_since END \
         FROM (SELECT v.value ->> 'id' AS id, v.value ->> 'group' AS unit_group, v.value ->> 'kind' AS kind, \
                CAST(v.value ->> 'area' AS BIGINT) AS area, v.value ->> 'source' AS source, \
                CAST(v.value ->> 'counts_area' AS BIGINT) AS counts_area, \
                CAST(v.value ->> 'counts_head' AS BIGINT) AS counts_head, v.value ->> 'tenure' AS tenure, \
                v.value ->> 'set' AS owners, CAST(v.value ->> 'new_owners' AS BIGINT) AS new_owners",
        ") AS c WHERE units.id = c.id";
    /// Units the file does not list, retired at `$3`.
    RETIRE_UNITS("retire"):
        "UPDATE units SET retired_at = $3 WHERE id IN (SELECT v.value ->> 'id'", ")";
    /// Who moved in, from `$3`.
    ADD_RESIDENCES("residence"):
        "INSERT INTO residences (id, unit_id, person_id, kind, from_at) \
         SELECT v.value ->> 'id', v.value ->> 'unit', v.value ->> 'person', v.value ->> 'kind', $3", "";
    /// Whom the file does not list among a unit's residents any more, at `$3`.
    END_MISSING("residence_missing"):
        "UPDATE residences SET until_at = $3 WHERE until_at IS NULL AND id IN (SELECT v.value ->> 'id'", ")";
    /// Residences that go on in another way, at `$3`.
    END_RESIDENCES("residence_end"):
        "UPDATE residences SET until_at = $3 WHERE until_at IS NULL AND id IN (SELECT v.value ->> 'id'", ")";
    /// Persons who turned out to be one by name and last four.
    MERGES("merge"): "SELECT v.value ->> 'kept' AS kept, v.value ->> 'gone' AS gone", " ORDER BY l.n";
}
