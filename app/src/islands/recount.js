// Fetched by pages that offer to count a vote's record again. The page has every sentence in a <template>, in the
// reader's language; here they are only filled in: {name} stands for a figure, and what is marked data-if goes where
// that figure is nothing.

// `cargo xtask` puts the hashed name in place of this word.
const LOADER = "@LOADER@";

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
// Areas are whole cm².
const squareMetres = (area) => `${grouped(Math.floor(area / 1e4))}.${String(Math.floor((area % 1e4) / 100)).padStart(2, "0")}`;
const words = (figure) => (typeof figure === "number" ? grouped(figure) : String(figure ?? ""));

class Failure extends Error {}

function fill(template, figures) {
  const copy = template.cloneNode(true);
  for (const part of copy.querySelectorAll("[data-if]")) if (!figures[part.dataset.if]) part.remove();
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/\{(\w+)\}/g, (as, name) =>
      Object.keys(figures).includes(name) ? words(figures[name]) : as);
  }
  return copy;
}

function figuresOf(account) {
  const { electorate, ballots_are_public: isPublic } = account;
  return {
    ...account,
    files: account.files.length,
    first: account.first + 1,
    people: electorate.heads,
    area: electorate.area && squareMetres(electorate.area),
    isPublic,
    isSums: !isPublic,
  };
}

// What an option has, as the rule counts: points, approvals, or votes in the first round. A text, for it may be "0".
function gainOf({ standings, approvals, rounds }, number) {
  const share = rounds?.[0]?.shares.find(({ option }) => option === number);
  const gain = standings?.[number - 1].points ?? approvals?.[number - 1].ballots ?? share?.votes ?? (rounds && 0);
  return typeof gain === "number" ? grouped(gain) : gain;
}

// What a finding says of each option by its place; an answer by both measures, a number of ballots, or whether chosen.
function sayings(finding, options) {
  // Of budgets the finding is the outcome itself; elsewhere a word says which outcome it is.
  if (finding.projects) {
    const of = (number) => finding.projects.find(({ project }) => project === String(number));
    return options.map((_, index) => [
      of(index + 1)?.selected ? "chosen" : "not-chosen", { gain: grouped(of(index + 1)?.votes ?? 0) },
    ]);
  }
  const [outcome] = Object.values(finding);
  if (outcome.findings) {
    return outcome.findings.map(({ passed, agreement: { heads, area } }) => [passed ? "passed" : "not-passed", {
      heads: heads.part, ofHeads: heads.whole, area: squareMetres(area.part), ofArea: squareMetres(area.whole),
    }]);
  }
  if (outcome.sums) {
    const { yes_no: answers, choose_one: picked } = outcome.sums.choices;
    return answers ? [["answers", answers]] : [...picked.options, picked.none].map((heads) => ["picked", { heads }]);
  }
  const chosen = outcome.winners ?? [outcome.winner];
  return options.map((_, index) => [
    chosen.includes(index + 1) ? "chosen" : "not-chosen", { gain: gainOf(outcome, index + 1) },
  ]);
}

class Recount {
  constructor(section) {
    this.section = section;
    this.told = section.querySelector("[role=status]");
    this.button = section.querySelector("button");
    this.template = section.querySelector("template").content;
    this.button.addEventListener("click", () => this.run());
    section.hidden = false;
  }

  find(name) {
    return this.template.querySelector(`[data-say="${name}"]`);
  }

  say(name, figures = {}) {
    this.told.append(fill(this.find(name), figures));
  }

  clear() {
    this.told.textContent = "";
  }

  // Counting holds the page up for as long as it takes, so the words are painted first.
  async saying(name, figures) {
    this.clear();
    this.say(name, figures);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }

  async run() {
    this.button.disabled = true;
    delete this.section.dataset.done;
    try {
      await this.saying("loading");
      const [modules, record] = await Promise.all([this.modules(), this.record()]);
      await this.saying("counting", { size: Math.ceil(record.length / 1000) });
      this.check(modules, record);
    } catch (failure) {
      this.clear();
      this.say(failure instanceof Failure ? failure.message : "broken");
      if (!(failure instanceof Failure)) console.info("recount:", failure);
    }
    this.button.disabled = false;
    this.section.dataset.done = "";
  }

  async record() {
    const answer = await fetch(this.section.dataset.record).catch(() => null);
    if (answer && !answer.ok) throw new Failure("missing");
    const bytes = await answer?.arrayBuffer().catch(() => null);
    if (!bytes) throw new Failure("offline");
    return new Uint8Array(bytes);
  }

  // One for each family of rules on the ballot.
  modules() {
    if (!globalThis.WebAssembly) throw new Failure("old");
    return Promise.all(this.section.dataset.wasm.split(" ").map((address, place) => this.module(address, place)));
  }

  async module(address, place) {
    const code = await fetch(address).catch(() => null);
    // The loader holds one module; by another name it is another loader.
    const loader = await import(place ? `${LOADER}?${place}` : LOADER).catch(() => null);
    if (!code?.ok || !loader) throw new Failure("offline");
    const bytes = await code.arrayBuffer().catch(() => { throw new Failure("offline"); });
    await loader.default({ module_or_path: bytes }).catch(() => { throw new Failure("old"); });
    return loader.verify_record;
  }

  check(modules, record) {
    let answers;
    try {
      answers = modules.map((verify) => JSON.parse(verify(record, this.section.dataset.key)));
    } catch (fault) {
      // What the module finds wrong is text; anything else broke.
      if (typeof fault !== "string" || !fault.startsWith("{")) throw fault;
      this.clear();
      this.refuse(JSON.parse(fault));
      return;
    }
    // Each takes at the record's word what it does not count itself; together they count all of it.
    const counted = new Set(answers.flatMap(({ account }) => account.counted));
    const [answer] = answers;
    if (counted.size !== answer.account.questions) throw new Error("not every question was counted");
    this.clear();
    const isSame = answer.outcome_sha256 === this.section.dataset.outcome;
    this.say(isSame ? "same" : "other", { hash: answer.outcome_sha256 });
    this.told.append(this.checks(figuresOf(answer.account)));
    this.tell(answer.outcome);
  }

  // Every check, with what was found; those behind `until` were not reached.
  checks(figures, until) {
    const list = fill(this.find("checks"), figures);
    if (!until) return list;
    const lines = [...list.children];
    const place = lines.findIndex(({ dataset }) => dataset.stage === until);
    for (const line of lines.slice(place)) line.remove();
    for (const line of lines.slice(0, place)) line.querySelector("span").remove();
    return list;
  }

  refuse(fault) {
    const { stage, code, file, line, shown } = fault;
    const what = this.template.querySelector(`[data-fault="${code}"]`)?.textContent ?? code;
    const place = line ? `${file}:${line}` : file;
    this.say("wrong");
    const list = this.checks({}, stage);
    const named = ["remark", place && "place", shown && "shown"].filter(Boolean).join("-");
    const failed = fill(this.template.querySelector(`[data-failed="${stage}"]`), {});
    failed.append(fill(this.find(named), { place, what, shown }));
    list.append(failed);
    this.told.append(list);
  }

  // The outcome as it was counted here, in few words, and whole.
  tell(outcome) {
    this.say("counted");
    for (const [index, asked] of [...this.template.querySelectorAll("[data-question]")].entries()) {
      const copy = fill(asked, {});
      const options = [...copy.querySelectorAll("li")];
      for (const [place, [name, figures]] of sayings(outcome.questions[index], options).entries()) {
        options[place]?.append(fill(this.find(name), figures));
      }
      this.told.append(copy);
    }
    const whole = fill(this.find("whole"), {});
    whole.querySelector("pre").textContent = JSON.stringify(outcome, null, 1);
    this.told.append(whole);
  }
}

for (const section of document.querySelectorAll("[data-recount]")) new Recount(section);
