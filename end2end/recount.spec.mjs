// 再算一遍: a closed vote's record is checked and counted on the reader's phone, and what was changed on the way is refused.
// Without scripts the page says how to do it by hand.

import assert from "node:assert/strict";
import { axe, eachMode } from "./harness.mjs";

const PASSWORD = "you-shi-da-jia-yi";
const VOTES = "/c/chunhe/votes";
// What the demo's votes come to, as their pages have it.
const COUNTED = {
  1: ["同意 87 人（参与 99 人）", "没有通过"],
  // Two questions of different families: two modules count them.
  2: ["十二处停放区：318 人", "旧锅炉房停车场：85 人", "都不选：30 人", "雨棚：选中，得 269", "打气筒：没有选中，得 114"],
  3: ["同意 124 人（参与 145 人），12,780.35 ㎡（参与 14,683.74 ㎡） 通过"],
};

// The button's section; asking it counts, and gives back what the page then says.
function recount(page) {
  const section = page.locator("[data-recount]");
  return {
    section,
    ask: async () => {
      await section.getByRole("button").click();
      await page.locator("[data-recount][data-done]").waitFor();
      return section.locator("[role=status]").innerText();
    },
  };
}

function says(text, words) {
  for (const word of words) assert.ok(text.includes(word), `it says “${word}”; it says:\n${text}`);
}

async function signIn(page, hall, login) {
  await page.goto(`${hall.url}/sign-in`);
  await page.locator('[name="login"]').fill(login);
  await page.locator('[name="password"]').fill(PASSWORD);
  await page.locator('form:has([name="password"]) button').click();
  await page.waitForURL(/ok=/);
}

// What was just cast is in the log a moment later.
async function logged(page) {
  for (let tries = 0; tries < 40 && !(await page.locator("main").innerText()).includes("公开日志第"); tries += 1) {
    await new Promise((later) => setTimeout(later, 500));
    await page.reload();
  }
}

// The addresses of the counted votes that anyone may have the record of.
async function counted(hall) {
  const { items } = await (await fetch(`${hall.url}/api/v1/communities/chunhe/votes`)).json();
  const numbers = items.map(({ number }) => number);
  const found = [];
  for (const number of numbers) {
    const answer = await fetch(`${hall.url}${VOTES}/${number}/record.zip`);
    await answer.body?.cancel();
    if (answer.ok) found.push(number);
  }
  assert.ok(found.length > 0, "the demo has a counted vote with a public record");
  return found;
}

// CRC-32, as zips have it: a file that is changed well enough to be read as a zip.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

// The same record with one digit of a file another, its check sums mended.
function tampered(record, name, from, to) {
  const bytes = Buffer.from(record);
  const local = bytes.indexOf(Buffer.from(name)) - 30;
  const start = local + 30 + name.length;
  const content = bytes.subarray(start, start + bytes.readUInt32LE(local + 18));
  const place = content.indexOf(from);
  assert.ok(place >= 0, `${name} has ${from}`);
  content.write(to, place);
  bytes.writeUInt32LE(crc32(content), local + 14);
  bytes.writeUInt32LE(crc32(content), bytes.lastIndexOf(Buffer.from(name)) - 46 + 16);
  return bytes;
}

eachMode("every public record of the demo is counted again, or told how to", async ({ page, hall, mode }) => {
  for (const number of await counted(hall)) {
    await page.goto(`${hall.url}${VOTES}/${number}`);
    const { section, ask } = recount(page);
    if (mode === "nojs") {
      assert.equal(await section.isVisible(), false, "no button that does nothing");
    } else {
      says(await ask(), ["核对无误", "一字不差", "✓ 公开日志", "✓ 结果", "手机算出来的结果", ...(COUNTED[number] ?? [])]);
    }
    await page.getByText("如何用手核对").click();
    says(await page.locator(".by-hand").innerText(), ["yishi verify", "record-format.md", "q1.csv"]);
    await axe(page, mode);
    await page.shot(`recount-${number}`);
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    assert.ok(wide <= 390, `vote ${number} is ${wide} wide`);
  }
});

eachMode("what was changed on the way is refused with its reason", async ({ page, hall, mode }) => {
  if (mode === "nojs") return;
  const [number] = await counted(hall);
  const address = `${hall.url}${VOTES}/${number}/record.zip`;
  const record = Buffer.from(await (await fetch(address)).arrayBuffer());
  let served = { body: record };
  await page.route("**/record.zip", (route) => (served ? route.fulfill(served) : route.abort()));
  await page.goto(`${hall.url}${VOTES}/${number}`);
  const { ask } = recount(page);
  const check = async (answer, words, shot) => {
    served = answer;
    says(await ask(), words);
    await page.shot(`recount-${shot}`);
  };
  await check({ body: tampered(record, "outcome.json", '"ballots":', '"ballotz":') },
    ["这份档案不能相信", "✓ 档案文件", "✗ 签名：outcome.json：内容与签名不一致：签名后改动过"], "tampered");
  const damaged = Buffer.from(record);
  damaged[Math.floor(damaged.length / 3)] ^= 1;
  await check({ body: damaged }, ["✗ 档案文件", "已损坏，请重新下载"], "damaged");
  await check({ body: record.subarray(0, record.length - 100) }, ["✗ 档案文件", "没有下载完"], "truncated");
  await check({ body: "<p>Wi-Fi</p>", contentType: "text/html" }, ["不是 .zip 文件"], "not-zip");
  await check({ status: 404, body: "" }, ["议事厅没有给出档案"], "missing");
  await check(null, ["没有下载成。请检查网络后再点一次。"], "offline");
  // And it is right again as soon as it comes as it was.
  await check({ body: record }, ["核对无误"], "right-again");
});

eachMode("a page that publishes another outcome than its record is told apart", async ({ page, hall, mode }) => {
  if (mode === "nojs") return;
  const [number] = await counted(hall);
  await page.goto(`${hall.url}${VOTES}/${number}`);
  const { section, ask } = recount(page);
  await section.evaluate((it) => (it.dataset.outcome = "0".repeat(64)));
  says(await ask(), ["不是同一份", "提出异议"]);
  await section.evaluate((it) => (it.dataset.key = "other/log+cd85615c+AepKbGPi"));
  says(await ask(), ["没有算完"]);
});

eachMode("a receipt's code is looked up: it stands, and then another takes its place", async ({ page, hall, mode }) => {
  await signIn(page, hall, "xiaolin");
  const vote = `${hall.url}${VOTES}/4`;
  const cast = async (answer) => {
    await page.goto(vote);
    for (const group of await page.locator("form.ballot fieldset").all()) {
      await group.getByText(answer, { exact: true }).click();
    }
    await page.locator("form.ballot .dock button").click();
    await page.waitForURL(/ok=/);
    return page.locator(".receipt").first().innerText();
  };
  const first = await cast("同意");
  await page.getByRole("link", { name: "现在查一查" }).first().click();
  await page.waitForURL(/check\//);
  await logged(page);
  says(await page.locator("main").innerText(), ["已记入公开日志第", "目前有效"]);
  await page.shot("receipt-stands");
  const second = await cast("反对");
  assert.notEqual(first, second);
  // By whoever has the code, signed in or not.
  await page.context().clearCookies();
  const lookUp = async (code, words) => {
    await page.goto(`${vote}/check`);
    await page.locator("[name=code]").fill(code);
    await page.getByRole("button", { name: "查", exact: true }).click();
    await page.waitForURL(/code=/);
    if (code === second) await logged(page);
    says(await page.locator("main").innerText(), [words]);
  };
  await lookUp(second, "目前有效");
  await lookUp(first, "后来改投了");
  await lookUp("0000-0000-0000", "没有这个短码");
  await axe(page, mode);
  await page.shot("receipt-unknown");
});

// Last: a member keeps the language and the size of type.
eachMode("an owner counts the record by unit; in English; in large type", async ({ page, hall, mode }) => {
  await signIn(page, hall, "xiaolin");
  await page.goto(`${hall.url}${VOTES}/3`);
  if (mode !== "nojs") {
    const { section, ask } = recount(page);
    assert.match(await section.getAttribute("data-record"), /record-owners\.zip$/);
    says(await ask(), ["核对无误", "✓ 逐户的票"]);
  }
  await page.shot("recount-owner");
  await page.locator("button[name=elder]").click();
  await page.waitForLoadState();
  await page.locator("button[name=locale]").click();
  await page.waitForLoadState();
  if (mode !== "nojs") says(await recount(page).ask(), ["All is right", "✓ ballots by head"]);
  await page.getByText("How to check by hand").click();
  says(await page.locator(".by-hand").innerText(), ["With paper and pencil"]);
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(wide <= 390, `large type is ${wide} wide`);
  await axe(page, mode);
  await page.shot("recount-owner-elder-en");
});
