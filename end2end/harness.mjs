// What every spec stands on: the real server with a demo community of its own, and Debian's Chromium as a phone in each
// of the three ways people open Yishi. A spec is `eachMode("what happens", async ({ page, hall, mode }) => { … })`.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { results, startHall } from "./hall.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

const MODES = {
  js: {},
  nojs: { javaScriptEnabled: false },
  wechat: {
    userAgent:
      "Mozilla/5.0 (Linux; Android 13; V2046A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 " +
      "Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600 WeChat/arm64 NetType/4G " +
      "Language/zh_CN ABI/arm64",
  },
};

let browser;
const halls = new Map();

after(async () => {
  await browser?.close();
  for (const hall of halls.values()) await hall.then((it) => it.stop(), () => {});
});

// One test per mode. Each mode has its own hall per spec file, so what one writes the next does not read; with
// `{ hall: false }` there is none. A page may break nothing on the way: no script error, no request to anyone else.
export function eachMode(name, act, options = {}) {
  for (const [mode, settings] of Object.entries(MODES)) {
    test(`${name} [${mode}]`, async () => {
      browser ??= await launch();
      let hall;
      if (options.hall !== false) {
        if (!halls.has(mode)) halls.set(mode, startHall());
        hall = await halls.get(mode);
      }
      const context = await browser.newContext({ ...PHONE, locale: "zh-CN", timezoneId: "Asia/Shanghai", ...settings });
      const page = await context.newPage();
      const broken = watch(page);
      page.shot = (shot) => takeShot(page, mode, shot);
      try {
        await act({ page, hall, mode, context });
        assert.deepEqual(broken, [], "nothing broke on the way");
      } catch (error) {
        // What broke is mostly why the rest could not be found.
        error.message += `\n${broken.join("\n")}\n${hall?.printed ?? ""}`;
        await page.shot("failed").catch(() => {});
        throw error;
      } finally {
        await context.close();
      }
    });
  }
}

function launch() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--no-first-run",
    ],
  });
}

// Collects what a visitor would not see but should never happen.
function watch(page) {
  const broken = [];
  page.on("pageerror", (error) => broken.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused form answers 422, which the console calls an error too.
    const refused = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !refused) broken.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") broken.push(`left the machine: ${request.url()}`);
  });
  return broken;
}

async function takeShot(page, mode, name) {
  await mkdir(join(results, mode), { recursive: true });
  await page.screenshot({ path: join(results, mode, `${name}.png`), fullPage: true, animations: "disabled" });
}

// No violation of the accessibility rules. It runs in the page, so only where scripts do; the HTML is the same without.
export async function axe(page, mode) {
  if (mode === "nojs") return;
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  assert.deepEqual(found, [], "axe finds nothing");
}
