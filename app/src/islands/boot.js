// Loaded by every page as `<script type="module" src="/pkg/boot.….js">`. There is no inline script anywhere, so the content
// security policy needs no nonce and pages can be cached. It wakes the islands the way Leptos' own `island_script.js` does;
// all of it is an improvement, so whatever fails here leaves a warning and a page that works.

// `cargo xtask` puts the hashed names in place of these words.
const ISLANDS = "@ISLANDS@";
const WASM = "@WASM@";
const RECOUNT = "@RECOUNT@";

// A form that keeps a draft was handed in (`draft_keeper.rs`). A refused form comes back at its own address; any other
// address means that it was accepted, so the draft has served. Here, because the page that follows may have no islands.
function dropAcceptedDraft() {
  const sent = sessionStorage.getItem("draft-sent");
  if (!sent) return;
  sessionStorage.removeItem("draft-sent");
  const end = sent.indexOf("\n");
  if (sent.slice(end + 1) === location.href) return;
  const prefix = sent.slice(0, end);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix)) localStorage.removeItem(key);
  }
}

// Islands first, then what is inside them; what an island was given as children belongs to the island around it, whose
// context has to be set again before any island in there is woken.
async function wake(node, mod, enterChildren) {
  if (node.localName === "leptos-island") {
    const island = mod[node.dataset.component];
    if (island) {
      enterChildren?.();
      await island(node);
      node.dataset.awake = "";
    } else {
      console.warn("no such island in this build:", node.dataset.component);
    }
  } else if (node.localName === "leptos-children") {
    enterChildren = node.$$on_hydrate;
  }
  for (const child of node.children) await wake(child, mod, enterChildren);
}

async function wakeAll() {
  if (!document.querySelector("leptos-island")) return;
  const mod = await import(ISLANDS);
  await mod.default({ module_or_path: new URL(WASM, import.meta.url) });
  mod.hydrate();
  await wake(document.body, mod);
}

try {
  dropAcceptedDraft();
} catch (error) {
  console.warn("drafts:", error);
}
wakeAll().catch((error) => console.warn("islands:", error));
if (document.querySelector("[data-recount]")) import(RECOUNT).catch((error) => console.warn("recount:", error));
