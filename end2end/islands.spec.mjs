// Each island by itself, on a page that holds one of each (`app/examples/islands.rs`), under the real content security
// policy. Without JavaScript the same page has to make sense as the server sent it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { after } from "node:test";
import { eachMode } from "./harness.mjs";

const NOW_MS = 1_800_000_000_000;
const site = join(import.meta.dirname, "../target/site");
const programs = dirname(process.env.YISHI ?? join(import.meta.dirname, "../target/debug/yishi"));
const { boot } = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
const html = execFileSync(join(programs, "examples/islands"), [boot], { encoding: "utf8" });

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const HEADERS = {
  "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:",
};

// A form handed in with "差" is refused, as the server does it: 422 and the same page. Anything else leads on with 303.
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  if (pathname.startsWith("/pkg/")) {
    response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[extname(pathname)] });
    response.end(readFileSync(join(site, pathname)));
    return;
  }
  let body = "";
  request.on("data", (bytes) => (body += bytes));
  request.on("end", () => {
    if (request.method !== "POST") {
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/html" }).end(html);
    } else if (new URLSearchParams(body).get("title") === "差") {
      response.writeHead(422, { ...HEADERS, "Content-Type": "text/html" });
      response.end(html.replace('name="title"', 'name="title" value="差"'));
    } else {
      response.writeHead(303, { Location: "/thanks?notice=sent" }).end();
    }
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}`;
after(() => server.close());

async function open(page, mode) {
  await page.clock.install({ time: NOW_MS });
  await page.goto(`${url}/draft`);
  if (mode === "nojs") return;
  await page.locator("leptos-island[data-awake]").nth(4).waitFor({ state: "attached" });
}

const onPlainPage = { hall: false };

eachMode("the countdown goes on", async ({ page, mode }) => {
  await open(page, mode);
  const time = page.locator("#time");
  assert.equal(await time.innerText(), "还有 3 小时 12 分钟");
  if (mode === "nojs") return;
  await page.clock.runFor("01:00");
  assert.equal(await time.innerText(), "还有 3 小时 11 分钟");
  await page.clock.runFor("04:00:00");
  assert.equal(await time.innerText(), "已截止");
}, onPlainPage);

eachMode("the button repeats the answer", async ({ page, mode }) => {
  await open(page, mode);
  const button = page.locator("#ballot button");
  assert.equal(await button.innerText(), "投票");
  await page.getByLabel("反对").check();
  assert.equal(await button.innerText(), mode === "nojs" ? "投票" : "投“反对”票");
  await page.getByLabel("同意").check();
  assert.equal(await button.innerText(), mode === "nojs" ? "投票" : "投“同意”票");
}, onPlainPage);

eachMode("what may still be written is counted", async ({ page, mode }) => {
  await open(page, mode);
  const count = page.locator(".counter");
  assert.equal(await count.innerText(), mode === "nojs" ? "最多 10 字" : "还可以写 10 字");
  await page.locator("#text").fill("电梯坏了𠮷");
  assert.equal(await count.innerText(), mode === "nojs" ? "最多 10 字" : "还可以写 5 字");
  await page.locator("#text").fill("电梯坏了电梯坏了电梯坏了");
  assert.equal(await count.innerText(), mode === "nojs" ? "最多 10 字" : "超出 2 字");
}, onPlainPage);

eachMode("a draft survives a closed page and goes when it was accepted", async ({ page, mode }) => {
  await open(page, mode);
  if (mode === "nojs") return;
  const note = page.getByText("已恢复上次没写完的内容");
  assert.equal(await note.isVisible(), false);
  await page.locator("[name=title]").fill("差");
  await page.locator("[name=password]").fill("秘密");
  await page.locator("#text").fill("三号楼的电梯");

  await open(page, mode);
  assert.equal(await note.isVisible(), true);
  assert.equal(await page.locator("[name=title]").inputValue(), "差");
  assert.equal(await page.locator("#text").inputValue(), "三号楼的电梯");
  assert.equal(await page.locator("[name=password]").inputValue(), "");

  // Refused: the page comes back at the form's address, the draft stays.
  await page.locator("#draft [type=submit]").click();
  await page.locator("leptos-island[data-awake]").nth(4).waitFor({ state: "attached" });
  assert.equal(await note.isVisible(), false);
  await open(page, mode);
  assert.equal(await page.locator("#text").inputValue(), "三号楼的电梯");

  // Accepted: it has served.
  await page.locator("[name=title]").fill("电梯");
  await page.locator("#draft [type=submit]").click();
  await page.waitForURL(/thanks/);
  await open(page, mode);
  assert.equal(await note.isVisible(), false);
  assert.equal(await page.locator("#text").inputValue(), "");

  // Or is thrown away by hand.
  await page.locator("#text").fill("又写");
  await open(page, mode);
  await page.getByRole("button", { name: "清空重写" }).click();
  assert.equal(await page.locator("#text").inputValue(), "");
  await open(page, mode);
  assert.equal(await note.isVisible(), false);
}, onPlainPage);

eachMode("a text is copied", async ({ page, mode, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, mode);
  const button = page.getByRole("button", { name: "复制文字" });
  assert.equal(await button.isVisible(), mode !== "nojs");
  if (mode === "nojs") return;
  await button.click();
  await page.getByText("已复制，去群里粘贴").waitFor();
  assert.equal(await page.evaluate("navigator.clipboard.readText()"), "春和社区第 3 号表决已公布");
  await page.shot("islands");
}, onPlainPage);
