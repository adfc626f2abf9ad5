//! Making large files to measure with: the same numbers give the same bytes on every machine.

use std::io::{self, Write};

/// Whole numbers that look drawn: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014). Good enough to make ballots for measuring; never to draw lots.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is at least 1; its slight lean towards small numbers does not matter here.
    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

/// The most projects on a made ballot.
const LONGEST: u64 = 10;

/// Writes an approval election: costs of 2,000 to 200,000, a budget of a fifth of their sum, one to ten projects
/// on a ballot, few projects named by many and many by few (the k-th with a weight of 1 / (k + 4)).
pub fn make(voters: u64, projects: u32, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut numbers = Numbers(seed);
    let costs: Vec<u64> = (0..projects).map(|_| 2_000 + numbers.below(198_001)).collect();
    // Summed weights, to find a project by a number.
    let mut reach: Vec<u64> = Vec::with_capacity(costs.len());
    for place in 0..u64::from(projects) {
        reach.push(reach.last().unwrap_or(&0) + 1_000_000 / (place + 5));
    }
    let budget = costs.iter().sum::<u64>() / 5;
    writeln!(
        out,
        "META\nkey;value\ndescription;Made for measuring, seed {seed}\ncountry;Worldwide\nunit;Made"
    )?;
    writeln!(
        out,
        "instance;{voters}x{projects}\nnum_projects;{projects}\nnum_votes;{voters}\nbudget;{budget}"
    )?;
    writeln!(out, "vote_type;approval\nrule;greedy\ndate_begin;2026\ndate_end;2026\nexperimental;1")?;
    writeln!(out, "PROJECTS\nproject_id;cost;name")?;
    for (cost, number) in costs.iter().zip(1..) {
        writeln!(out, "{number};{cost};Project {number}")?;
    }
    writeln!(out, "VOTES\nvoter_id;vote")?;
    let mut ballot: Vec<usize> = Vec::new();
    for voter in 1..=voters {
        ballot.clear();
        for _ in 0..=numbers.below(LONGEST) {
            let at = numbers.below(reach.last().copied().unwrap_or(0));
            let project = reach.partition_point(|reach| *reach <= at);
            if !ballot.contains(&project) && project < costs.len() {
                ballot.push(project);
            }
        }
        write!(out, "{voter};")?;
        for (place, project) in ballot.iter().enumerate() {
            write!(out, "{}{}", if place > 0 { "," } else { "" }, project + 1)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::make;

    fn made(voters: u64, projects: u32, seed: u64) -> Vec<u8> {
        let mut file = Vec::new();
        make(voters, projects, seed, &mut file).expect("memory takes everything");
        file
    }

    #[test]
    fn what_is_made_can_be_read_and_is_the_same_again() {
        let file = made(500, 20, 7);
        assert_eq!(file, made(500, 20, 7));
        assert_ne!(file, made(500, 20, 8));
        let reading = read(&*file).expect("a good file");
        assert_eq!((reading.election.voters(), reading.election.projects.len()), (500, 20));
        assert_eq!(reading.warnings.total(), 0);
    }

    #[test]
    fn nothing_is_too_small_to_be_made() {
        for (voters, projects) in [(0, 0), (3, 0), (0, 3), (1, 1)] {
            assert!(read(&*made(voters, projects, 1)).is_ok());
        }
    }
}
