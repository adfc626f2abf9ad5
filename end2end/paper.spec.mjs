// 纸质票: the convenor finds a home by its room, enters what its paper says, is refused where there is a ballot, takes a
// mistyped one out, and has the vote counted.

import assert from "node:assert/strict";
import { hands } from "./hands.mjs";
import { eachMode } from "./harness.mjs";

const HOME = "/c/chunhe";
// A consultation of 2号院 that has closed: what was handed in on paper is still being entered.
const VOTE = `${HOME}/votes/9`;

// The heads that a search finds: a row each, with the button that opens the ones without a ballot.
async function search(page, words) {
  await page.locator("#q").fill(words);
  await page.getByRole("button", { name: "查找", exact: true }).click();
  await page.waitForURL(/q=/);
  return page.locator("main tbody tr");
}

const opened = (row) => row.getByRole("button", { name: /^录这张票/ });

eachMode("paper is entered, refused where a ballot is, taken out, counted", async ({ page, hall, mode, context }) => {
  const { go, press, says, signIn, look } = hands(page, hall, mode);
  await signIn("laowen");
  await go(VOTE);
  await says("正在录入纸质票");
  const before = Number((await page.locator("main").innerText()).match(/已有 (\d+) 票/)[1]);
  await page.getByRole("link", { name: "录入纸质票" }).click();
  await page.waitForURL(/paper$/);

  const found = await search(page, "3-2-501");
  const rooms = await found.allInnerTexts();
  assert.ok(rooms.length > 0 && rooms.every((row) => /3号楼2单元501室\s+\S*\*\S/.test(row)), `${rooms}`);
  await look("paper-search");
  const free = found.filter({ has: page.getByRole("button") }).first();
  const masked = (await free.innerText()).match(/\S*\*\S+/)[0];
  const name = masked.at(-1);
  const other = await context.newPage();
  await other.goto(page.url());
  const twin = other.locator("main tbody tr").filter({ has: other.getByRole("button") }).first();

  // Open twice: the second to send it is told that there is a ballot.
  await opened(free).click();
  await opened(twin).click();
  await says("核对签名");
  assert.ok((await page.locator("main").innerText()).includes(name), "in full, to compare the signature");
  await look("paper-slip");
  for (const tab of [page, other]) {
    await tab.locator('form.ballot input[value="agree"]').check({ force: true });
    await tab.getByRole("button", { name: "录入这张票", exact: true }).click();
    await tab.waitForLoadState();
  }
  await says("已录入");
  assert.match(await other.locator("main").innerText(), /这一户已经有票了|纸质票已录/);
  await other.close();
  const again = await search(page, "3-2-501");
  const has = again.filter({ hasText: "纸质票已录" });
  assert.equal(await has.filter({ hasText: masked }).count() > 0, true);
  assert.equal(await has.first().getByRole("button").count(), 0, "no way to enter a second one");

  // Mistyped: out, and in again as it is.
  const entered = page.locator("main .list li").filter({ hasText: "3号楼2单元501室" }).first();
  await entered.locator("summary").click();
  await entered.getByRole("button", { name: "录错了，取出" }).click();
  await page.waitForURL(/ok=/);
  await says("已取出");
  await look("paper-taken-out");
  const third = await search(page, "3-2-501");
  await opened(third.filter({ hasText: masked }).filter({ has: page.getByRole("button") }).first()).click();
  await page.locator('form.ballot input[value="oppose"]').check({ force: true });
  await press("录入这张票");
  await says("已录入");
  await press("结束这一批");
  await says("已经记入公开日志");
  await look("paper-entered");

  await page.getByText("全部录完，现在计票", { exact: true }).click();
  await press("确定，计票");
  await says("纸质票录完，票已计完");
  await look("paper-counted");
  const rows = await page.locator("main table.table tr").allInnerTexts();
  const of = (answer) => Number(rows.find((row) => row.startsWith(answer)).split(/\s+/)[1].replaceAll(",", ""));
  assert.equal(of("同意") + of("反对") + of("弃权"), before + 1, rows.join("\n"));
});
