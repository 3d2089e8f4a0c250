import { type Signal, signal } from "../signal.ts";

const BUSINESS =
  /(Business|Restaurant|CoffeeShop|Bakery|Hotel|Dentist|Physician|Attorney|LegalService|SoftwareApplication|WebApplication|MobileApplication)$/;

/** A person, a tool, a first impression. */
export const PLACES: readonly Signal[] = [
  signal("a person is named", (p) => p.typeOf(/^(ProfilePage|Person)$/) > 0, { profile: 3.5 }),
  signal("linked as profile", (p) => p.facts.openGraph === "profile", { profile: 3.5 }),
  signal("followers", (p) => p.text("followers"), { profile: 1.5 }),
  signal("followers are counted", (p) => p.text("following"), { profile: 2 }),
  signal("a button to follow", (p) => p.controls("followers") > 0, { profile: 1.5 }),
  signal("a life in headings", (p) => p.headed("biography") >= 1, { profile: 1.5 }),
  signal("more of a life in headings", (p) => p.headed("biography") >= 2, { profile: 1.5 }),
  signal("a person's data", (p) => p.text("biography"), { profile: 1.5 }),
  signal("a tool leads", (p) => p.about("dashboard"), { dashboard: 2 }),
  signal("a way out", (p) => p.offers("logout"), { dashboard: 2 }),
  signal("a tool's rooms", (p) => p.links("appNav") >= 3, { dashboard: 2 }),
  signal("charts", (p) => p.facts.counts.charts > 0, { dashboard: 2 }),
  signal("several charts", (p) => p.facts.counts.charts >= 3, { dashboard: 2 }),
  signal("rows of data", (p) => p.facts.counts.rows >= 5, { dashboard: 1 }),
  signal("rooms at the side of a tool", (p) => p.marked("sidebar") && p.about("dashboard"), {
    dashboard: 1.5,
  }),
  signal("a call to begin", (p) => p.offers("start"), { landing: 1.5 }),
  signal("several calls to begin", (p) => p.controls("start") + p.links("start") >= 2, {
    landing: 1.5,
  }),
  signal(
    "a pitch in headings",
    (p) => p.headed("pitch") >= 1 || (p.text("pitch") && p.offers("start")),
    { landing: 1.5 },
  ),
  signal("more of a pitch", (p) => p.headed("pitch") >= 2, { landing: 1 }),
  signal("several sections", (p) => p.facts.counts.sections >= 3, { landing: 1 }),
  signal("a company's links", (p) => p.links("corporate") >= 2, { landing: 1 }),
  signal("a business is named", (p) => p.typeOf(BUSINESS) > 0, { landing: 2 }),
  signal("linked as website", (p) => p.facts.openGraph === "website", {
    landing: 0.5,
    ecommerce: 0.5,
  }),
];
