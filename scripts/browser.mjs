// The served pages as a reader meets them: `browser.mjs MODULES ADDRESS WORK [SHOTS]`, by `scripts/browser`.
// Nothing here depends on time: each step waits for what it needs and says what was missing.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";

const [modules, address, work, shots] = process.argv.slice(2);
const need = createRequire(`${modules}/`);
const { chromium } = need("playwright-core");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");

const ACT = "/eli/pace/res/2028/2763.html";
const HOSTILE = "/eli/pace/res/2028/2790.html";
// One address for each kind of page.
const KINDS = {
  home: "/",
  acts: "/acts",
  act: ACT,
  state: "/id/state/uz.html",
  body: "/id/body/pace.html",
  party: "/id/org/uz/ochiq-eshik.html",
  person: "/id/person/jasur-tillayev.html",
  treaty: "/id/treaty/cets/226.html",
  statements: `${ACT}?view=statements`,
  one: `${ACT}?in=fr`,
  demand: "/eli/pace/res/2028/2763/demand/9.1.html",
  paragraph: "/eli/pace/res/2028/2763/para/9.1.html",
  things: "/things?class=http://xmlns.com/foaf/0.1/Person",
  demands: "/demands",
  narrowed: "/demands?year=2028&verb=https://w3id.org/hemicycle/def/speech-act/urges",
  citations: "/citations",
  questions: "/questions",
  question: "/questions/most-cited",
  form: "/questions/cited-by?act=Resolution+2156+(2017)",
  bars: "/questions/verbs",
  sparql: "/query",
  asked: "/query?query=SELECT+%3Fverb+(COUNT(*)+AS+%3Fn)+%7B+%3Fit+hc%3AactType+%3Fverb+%7D+GROUP+BY+%3Fverb",
  refused: "/query?query=SELEKT",
  term: "/ontology/Demand.html",
  terms: "/ontology/index.html",
  code: "/code/speech-act/urges",
  search: "/search?q=Uzbekistan",
  trust: "/trust",
  checks: "/trust?check=all",
  missing: "/id/org/uz/ochiq-eshyk.html",
};
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

const faults = [];
const fault = (text) => faults.push(text);
function options(more) {
  return {
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    viewport: WIDE,
    locale: "en",
    ...more,
  };
}

let profiles = 0;
// A browser of its own, with a new profile: what it asks of other hosts and what it complains of are faults.
async function visit(name, more, does) {
  const context = await chromium.launchPersistentContext(`${work}/profile-${profiles++}`, options(more));
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  context.on("request", (it) => {
    const url = new URL(it.url());
    if (url.protocol !== "data:" && url.origin !== address) fault(`${name}: asks ${it.url()}`);
  });
  page.on("dialog", (it) => {
    fault(`${name}: a dialog opens: ${it.message()}`);
    it.dismiss();
  });
  page.on("pageerror", (it) => fault(`${name}: ${it}`));
  page.on("console", (it) => {
    // A page that is not there is an error to the console, too.
    if (it.type() === "error" && !/status of (404|400)/.test(it.text())) fault(`${name}: ${page.url()}: ${it.text()}`);
  });
  const before = faults.length;
  try {
    await does(page, context);
  } catch (error) {
    fault(`${name}: at ${page.url()}: ${error.message.split("\n")[0]}`);
  }
  await context.close();
  console.log(`${faults.length === before ? "holds" : "BROKEN"}: ${name}`);
}

const go = (page, path) => page.goto(address + path, { waitUntil: "load" });
const expect = (truth, text) => {
  if (!truth) throw new Error(text);
};

// From the home page by the search to the act, to a person named in it, to the person's data.
async function journey(page) {
  await go(page, "/");
  await page.locator("main form[role=search] [name=q]").fill("Resolution 2763");
  await page.locator("main form[role=search] button").first().click();
  await page.locator('main a[href*="/eli/pace/res/2028/2763"]').first().click();
  await page.waitForURL("**/eli/pace/res/2028/2763.html*");
  await page.locator('main a[href*="/id/person/"]').first().click();
  await page.waitForURL("**/id/person/**");
  const link = page.locator('main a[href$=".ttl"]').first();
  const data = await page.request.get(address + (await link.getAttribute("href")));
  expect(data.ok() && (data.headers()["content-type"] ?? "").startsWith("text/turtle"), "no Turtle comes");
  expect((await data.text()).includes("foaf"), "the Turtle is of no person");
}

await visit("search to act to person to download", {}, (page) => journey(page));
// Names below the field, chosen by keys; on a page of the small field, too.
await visit("names as they are typed", {}, async (page) => {
  for (const path of ["/", "/trust"]) {
    await go(page, path);
    const field = page.locator("[role=search] [name=q]");
    await field.pressSequentially("Узбекис");
    const names = page.getByRole("option");
    await names.first().waitFor();
    expect((await names.first().textContent()).includes("Uzbekistan"), "another name is first");
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run());
    expect(found.violations.length === 0, `axe: ${JSON.stringify(found.violations.map((it) => [it.id, it.nodes[0].html]))}`);
    await field.press("Escape");
    expect((await names.count()) === 0, "the names stay");
    await field.press("t");
    await field.press("a");
    await names.first().waitFor();
    await field.press("ArrowDown");
    await field.press("Enter");
    await page.waitForURL("**/id/state/uz.html*");
  }
});
await visit("the same without JavaScript", { javaScriptEnabled: false }, async (page) => {
  await journey(page);
  await go(page, "/questions/cited-by");
  await page.locator("main form [name=act]").fill("Resolution 2156 (2017)");
  await page.locator("main form button").click();
  await page.locator("main table").first().waitFor();
});

for (const [tag, other] of [["en", "fr"], ["fr", "it"], ["it", "en"]]) {
  await visit(`the interface in ${tag}`, { locale: tag }, async (page) => {
    for (const [kind, path] of Object.entries(KINDS)) {
      await go(page, path);
      expect((await page.locator("html").getAttribute("lang")) === tag, `${kind} speaks another language`);
    }
    await go(page, "/");
    await page.locator(`header a[hreflang=${other}]`).click();
    expect((await page.locator("html").getAttribute("lang")) === other, "the switch does nothing");
    await page.locator("header nav a").first().click();
    expect((await page.locator("html").getAttribute("lang")) === other, "a link forgets the language");
  });
}

await visit("by keyboard only", {}, async (page) => {
  await go(page, "/");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.matches(".skip")), "the first stop is not the way to the content");
  await page.keyboard.press("Enter");
  const field = () => page.evaluate(() => document.activeElement.matches("main form[role=search] [name=q]"));
  for (let n = 0; !(await field()); n++) {
    expect(n < 5, "the search is not near the beginning of the content");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("Resolution 2763");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?*");
  await follow(page, "/eli/pace/res/2028/2763.html");
  await follow(page, "/id/person/");
  // Every stop is seen, and the way through the page ends.
  await go(page, ACT);
  const links = await page.evaluate(() => document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]").length);
  for (let n = 0; n < Math.min(links, 60); n++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
    });
    expect(seen, "a stop of the keyboard is not seen");
  }
});

// Goes on by Tab to a link and follows it.
async function follow(page, part) {
  for (let n = 0; n < 400; n++) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate((part) => (document.activeElement.getAttribute("href") ?? "").includes(part), part);
    if (there) {
      await page.keyboard.press("Enter");
      return page.waitForURL(`**${part}**`);
    }
  }
  throw new Error(`no link to ${part} is reached`);
}

await visit("SPARQL is completed by our own terms and answered on the page", {}, async (page) => {
  await go(page, "/query");
  const field = page.locator("textarea[name=query]");
  await field.fill("");
  await page.waitForFunction(() => document.querySelector("#terms"));
  await field.pressSequentially("SELECT * { ?it a hc:Deman");
  await page.locator("#terms li", { hasText: "hc:Demand" }).first().waitFor();
  await page.keyboard.press("Enter");
  await field.pressSequentially("} LIMIT 3");
  expect((await field.inputValue()).includes("hc:Demand } LIMIT 3"), "the term is not put in");
  await page.keyboard.press("Control+Enter");
  await page.locator("main table tbody tr").nth(2).waitFor();
});

await visit("links inside a page lead to a place in it", { javaScriptEnabled: false }, async (page) => {
  for (const path of [ACT, "/trust", "/eli/unsc/res/2027/2868.html"]) {
    await go(page, path);
    const own = new URL(page.url()).pathname;
    const links = await page.locator("main a[href*='#']").evaluateAll((all) => all.map((it) => [new URL(it.href).pathname, it.hash]));
    for (const [there, hash] of links.filter(([there]) => there === own)) {
      expect((await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count()) === 1, `${there} has no ${hash}`);
    }
  }
});

await visit("hostile words run nothing", {}, async (page) => {
  await go(page, HOSTILE);
  expect((await page.title()).includes("<script>") || (await page.title()).includes("2790"), "it is not the hostile act");
  const links = await page.evaluate(() => [...document.querySelectorAll("main a")].map((it) => it.getAttribute("href")));
  const own = [...new Set(links.filter((it) => it.startsWith("/") && !/\.(ttl|nt|rdf|jsonld|csv|graphml)/.test(it)))];
  for (const path of [...own, "/", "/acts", "/demands", "/trust", "/search?q=%3Cscript%3E", "/search?q=onerror", "/query?query=%3C%2Ftextarea%3E%3Cscript%3Edocument.title%3D%27ran%27%3C%2Fscript%3E"]) {
    await go(page, path);
    const ran = await page.evaluate(() => document.title === "ran" || document.querySelector("main img, main script:not([type])") !== null);
    expect(!ran, `${path}: words became markup`);
    const dangerous = await page.evaluate(() => [...document.querySelectorAll("[href]")].some((it) => /^\s*(javascript|data:text)/i.test(it.getAttribute("href"))));
    expect(!dangerous, `${path}: a link runs a script`);
  }
});

for (const colorScheme of ["light", "dark"]) {
  await visit(`axe finds nothing, ${colorScheme}`, { colorScheme }, async (page) => {
    for (const [kind, path] of Object.entries({ ...KINDS, hostile: HOSTILE })) {
      await go(page, path);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const it of violations) fault(`axe: ${kind}, ${colorScheme}: ${it.id}: ${it.help}: ${it.nodes[0].html.slice(0, 200)} (${it.nodes.length})`);
      if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: `${shots}/${kind}-${colorScheme}.png` });
      }
    }
  });
}

await visit("a phone of 320 points never scrolls sideways", { viewport: PHONE }, async (page) => {
  for (const [kind, path] of Object.entries({ ...KINDS, hostile: HOSTILE })) {
    await go(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > PHONE.width) fault(`${kind}: ${width} points wide on a phone`);
    if (shots) await page.screenshot({ path: `${shots}/${kind}-phone.png` });
  }
});

for (const it of faults) console.error(`error: ${it}`);
process.exit(faults.length ? 1 : 0);
