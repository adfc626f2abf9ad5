// 公开日志: what anyone sees of it, and that what is to be copied is whole.

import assert from "node:assert/strict";
import { axe, eachMode } from "./harness.mjs";

eachMode("the public log is told in words, and says how to watch it", async ({ page, hall, mode }) => {
  await page.goto(`${hall.url}/about`);
  await page.locator("footer a[href='/log']").click();
  assert.equal(await page.locator("h1").innerText(), "公开日志");
  await axe(page, mode);
  await page.shot("log");
  const line = await page.locator("#follow").inputValue();
  const checkpoint = await (await fetch(`${hall.url}/log/checkpoint`)).text();
  const [origin] = checkpoint.split("\n");
  assert.ok(line.startsWith(`yishi witness --data witness --log ${hall.url}/log --key '${origin}+`), line);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} px on a phone of 390`);
  await page.locator("a[rel=next]").click();
  assert.match(await page.locator("h2", { hasText: "更早的记录" }).innerText(), /更早/);
  await page.locator(".list a").first().click();
  assert.equal(await page.locator("h1").count(), 1);
});
