// 投票回执 and 查票: what a voter keeps, and what it is good for once the votes are counted.

import assert from "node:assert/strict";
import { hands } from "./hands.mjs";
import { eachMode } from "./harness.mjs";

const HOME = "/c/chunhe";
// An owners' vote that was counted, and a secret consultation that is open.
const COUNTED = `${HOME}/votes/3`;
const SECRET = `${HOME}/votes/5`;

// The file that a link of the page gives to whoever is signed in, as it is saved.
async function saved(page, link) {
  const answer = await page.request.get(new URL(await link.getAttribute("href"), page.url()).href);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-disposition"] ?? "", /attachment/);
  return answer.text();
}

eachMode("after the count a receipt's file and code say that it was counted", async ({ page, hall, mode }) => {
  const { go, press, fill, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  await go(COUNTED);
  const receipt = page.locator("details").filter({ hasText: "投票回执" }).first();
  await receipt.locator("summary").click();
  const code = await receipt.locator(".receipt").innerText();
  await look("receipt-counted");
  const file = await saved(page, receipt.getByRole("link", { name: "下载回执文件" }));
  assert.ok(file.length > 200, file);
  const help = await receipt.getByRole("link", { name: "回执是做什么用的" }).getAttribute("href");
  await receipt.getByRole("link", { name: "现在查一查" }).click();
  await page.waitForURL(/check\//);
  await says("已算进计票结果，内容没有变");
  await look("receipt-check");
  await go(help);
  assert.ok(await page.locator(new URL(help, hall.url).hash).isVisible(), "the help has a section on it");

  // Whoever has the code may look it up; it does not say whose it is or what it chose.
  await page.context().clearCookies();
  await go(COUNTED);
  await page.getByRole("link", { name: "查一张票" }).click();
  await page.waitForURL(/check$/);
  await fill("code", ` ${code.toLowerCase()} `);
  await press("查");
  await says("已算进计票结果");
  const text = await page.locator("main").innerText();
  for (const word of ["同意", "小林"]) assert.ok(!text.includes(word), text);
  await fill("code", "写错了");
  await press("查");
  await says("公开日志里没有这个短码");
});

eachMode("a secret ballot's receipt says what it is good for, its code tells nothing early", async ({ page, hall, mode }) => {
  const { go, says, signIn, look } = hands(page, hall, mode);
  await signIn("xiaolin");
  await go(SECRET);
  const groups = await page.locator("form.ballot fieldset").all();
  for (const group of groups) await group.getByText("反对", { exact: true }).click();
  await page.locator("form.ballot .dock button").click();
  await page.waitForURL(/ok=/);
  await says("计票后系统也认不出哪一票是您的");
  const receipt = page.locator("details[open]").filter({ hasText: "投票回执" }).first();
  await look("receipt-secret");
  const file = await saved(page, receipt.getByRole("link", { name: "下载回执文件" }));
  assert.ok(file.length > 200, file);
  await receipt.getByRole("link", { name: "过些时候来查" }).click();
  await page.waitForURL(/check\//);
  // Alone it is not logged: it waits until enough others can go with it.
  await says("公开日志里没有这个短码");
  await says("无记名的要和别人的凑在一起才记入");
  await look("receipt-secret-check");
});
