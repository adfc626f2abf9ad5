//! The statements of joint requests.

/// The owners' sets that the person `$2` belongs to, or whose owner they are agent or guardian of, and that are heads
/// of the compound `$1` now. Who has a guardian does not sign in person; who has an agent still may. What a developer
/// has not sold or not handed over stands under its own set, so that mirrors `domain::count::heads`.
pub(super) const HEADS_OF_PERSON: &str = "\
    SELECT DISTINCT u.owner_set_id AS id FROM units u \
         JOIN owner_set_members m ON m.owner_set_id = u.owner_set_id JOIN persons p ON p.id = m.person_id \
    WHERE u.compound_id = $1 AND u.retired_at IS NULL AND u.counts_head = 1 \
      AND (p.guardian_person_id = $2 OR (p.guardian_person_id IS NULL AND (p.id = $2 OR p.agent_person_id = $2))) \
    ORDER BY u.owner_set_id";

/// Every unit of the compound `$1`, as heads are formed from.
pub(super) const ROLL: &str = "\
    SELECT u.id, u.area_cm2, u.counts_area, u.counts_head, u.tenure, u.owner_set_id, \
           (SELECT MIN(m.person_id) FROM owner_set_members m WHERE m.owner_set_id = u.owner_set_id) AS developer \
    FROM units u WHERE u.compound_id = $1 AND u.retired_at IS NULL";

pub(super) const NEXT_NUMBER: &str =
    "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM joint_requests WHERE compound_id = $1";

pub(super) const INSERT: &str = "\
    INSERT INTO joint_requests (id, compound_id, number, title, body, body_html, renderer, matter, author_id, \
      heads_total, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// One signature a head: the second of two co-owners changes nothing.
pub(super) const SIGN: &str = "\
    INSERT INTO joint_request_signers (request_id, owner_set_id, member_id, at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (request_id, owner_set_id) DO NOTHING";

/// What an act needs to know of the request `$1`, and how many heads have signed that are heads still.
pub(super) const HELD: &str = "\
    SELECT r.compound_id, c.community_id, c.slug AS compound_slug, r.number, r.title, r.author_id, r.heads_total, \
           r.reached_at, r.answered_at, \
           (SELECT COUNT(*) FROM joint_request_signers s WHERE s.request_id = r.id AND EXISTS ( \
              SELECT 1 FROM units u WHERE u.owner_set_id = s.owner_set_id AND u.retired_at IS NULL \
                AND u.counts_head = 1)) AS signed \
    FROM joint_requests r JOIN compounds c ON c.id = r.compound_id WHERE r.id = $1";

/// Who convenes in the compound `$2` of the community `$1` at `$3`.
pub(super) const CONVENORS: &str = "\
    SELECT DISTINCT seats.member_id FROM seats JOIN terms ON terms.id = seats.term_id \
         JOIN bodies ON bodies.id = terms.body_id \
    WHERE bodies.community_id = $1 AND (bodies.compound_id IS NULL OR bodies.compound_id = $2) \
      AND seats.seat_right IN ('committee', 'convenor') \
      AND seats.from_at <= $3 AND (seats.until_at IS NULL OR seats.until_at > $3) \
      AND terms.from_at <= $3 AND (terms.until_at IS NULL OR terms.until_at > $3)";

/// The joint requests of the community `$1`: those that wait for an answer first, then the newest.
pub(super) const LIST: &str = "\
    SELECT r.number, r.title, r.heads_total, r.created_at, r.reached_at, r.answer_due_at, r.answered_at, \
           c.slug AS compound_slug, c.name AS compound_name, \
           (SELECT COUNT(*) FROM joint_request_signers s WHERE s.request_id = r.id AND EXISTS ( \
              SELECT 1 FROM units u WHERE u.owner_set_id = s.owner_set_id AND u.retired_at IS NULL \
                AND u.counts_head = 1)) AS signed \
    FROM joint_requests r JOIN compounds c ON c.id = r.compound_id WHERE c.community_id = $1 \
    ORDER BY CASE WHEN r.reached_at IS NOT NULL AND r.answered_at IS NULL THEN 0 ELSE 1 END, r.created_at DESC, \
             r.id DESC LIMIT $2 OFFSET $3";

pub(super) const COUNT: &str = "\
    SELECT COUNT(*) AS requests FROM joint_requests r JOIN compounds c ON c.id = r.compound_id \
    WHERE c.community_id = $1";

/// The request `$3` of the compound `$2`, with the area its signers hold and what the person `$4` has signed.
pub(super) const REQUEST: &str = "\
    SELECT r.id, r.number, r.title, r.body_html, r.matter, r.author_id, m.display_name AS author_name, \
           r.heads_total, r.created_at, r.reached_at, r.answer_due_at, r.answer, r.answer_seat_title, r.answered_at, \
           c.id AS compound_id, c.slug AS compound_slug, c.name AS compound_name, \
           (SELECT COUNT(*) FROM joint_request_signers s WHERE s.request_id = r.id AND EXISTS ( \
              SELECT 1 FROM units u WHERE u.owner_set_id = s.owner_set_id AND u.retired_at IS NULL \
                AND u.counts_head = 1)) AS signed, \
           (SELECT CAST(COALESCE(SUM(u.area_cm2), 0) AS BIGINT) FROM joint_request_signers s \
              JOIN units u ON u.owner_set_id = s.owner_set_id AND u.retired_at IS NULL AND u.counts_area = 1 \
            WHERE s.request_id = r.id) AS area_signed, \
           (SELECT CAST(COALESCE(SUM(u.area_cm2), 0) AS BIGINT) FROM units u \
            WHERE u.compound_id = r.compound_id AND u.retired_at IS NULL AND u.counts_area = 1) AS area_total, \
           (SELECT COUNT(*) FROM joint_request_signers s WHERE s.request_id = r.id AND s.member_id = $4) AS mine, \
           (SELECT COUNT(*) FROM joint_request_signers s WHERE s.request_id = r.id AND s.member_id <> $4 \
              AND s.owner_set_id IN (SELECT own.owner_set_id FROM members me \
                JOIN persons p ON p.guardian_person_id = me.person_id OR (p.guardian_person_id IS NULL \
                  AND (p.id = me.person_id OR p.agent_person_id = me.person_id)) \
                JOIN owner_set_members own ON own.person_id = p.id WHERE me.id = $4)) AS by_co_owner, \
           (SELECT COUNT(DISTINCT u.owner_set_id) FROM members me \
              JOIN persons p ON p.guardian_person_id = me.person_id OR (p.guardian_person_id IS NULL \
                AND (p.id = me.person_id OR p.agent_person_id = me.person_id)) \
              JOIN owner_set_members own ON own.person_id = p.id \
              JOIN units u ON u.owner_set_id = own.owner_set_id \
            WHERE me.id = $4 AND u.compound_id = r.compound_id AND u.retired_at IS NULL AND u.counts_head = 1 \
              AND NOT EXISTS (SELECT 1 FROM joint_request_signers s \
                WHERE s.request_id = r.id AND s.owner_set_id = u.owner_set_id)) AS signable \
    FROM joint_requests r JOIN compounds c ON c.id = r.compound_id JOIN members m ON m.id = r.author_id \
    WHERE c.community_id = $1 AND c.slug = $2 AND r.number = $3";
