import type { BannerLook, ConsentControls, ConsentFacts, ConsentWay } from "./consent/banner.ts";
import type {
  Activity,
  CoverReport,
  DragReport,
  FileAbout,
  FilePlace,
  FilesGiven,
  FillStart,
  FindResult,
  Focused,
  FramePlace,
  Held,
  OptionsFound,
  PageState,
  ParsedTarget,
  Point,
  Prepared,
  PrepareRequest,
  PressReport,
  ScrollReport,
  SecretEntry,
  SecretPlace,
  SelectResult,
  Sighting,
  StorageEntries,
  Usability,
  WaitRequest,
  WalkRequest,
  WalkResult,
  WheelPlace,
} from "./in-page-contract.ts";
import type { FoundNext, Locators } from "./locator-contract.ts";
import type { PageFacts } from "./page-kind/page-facts.ts";

/** The functions of the isolated world, as the server calls them. */
export interface InPageApi {
  approachFrame(frameId: string): void;
  bannerTurns(
    looks: readonly BannerLook[],
    wanted: "shown" | "gone",
    timeoutMs: number,
  ): Promise<boolean>;
  boxOf(ref: number): Sighting;
  checkedState(ref: number): boolean | "mixed" | null;
  consentControls(look: BannerLook, ways: readonly ConsentWay[], nextRef: number): ConsentControls;
  consentFacts(looks: readonly BannerLook[]): ConsentFacts;
  coverSecrets(): Promise<CoverReport>;
  dragReport(): DragReport;
  drawn(): Promise<void>;
  dropFiles(files: readonly FileAbout[]): FilesGiven;
  endGuard(): PressReport;
  enterSecret(ref: number | undefined, value: string, replaces: boolean): Promise<SecretEntry>;
  enterFiles(ref: number, files: readonly FileAbout[]): boolean;
  filePlace(ref: number, files: readonly FileAbout[]): FilePlace;
  find(target: ParsedTarget, nextRef: number): FindResult;
  findNext(nextRef: number, sought?: ParsedTarget): FoundNext;
  awaitOptions(ref: number, value: string, opened: boolean, nextRef: number): Promise<OptionsFound>;
  focusForKeys(ref: number, typing: boolean): Focused | null;
  frameAt(frameId: string, point: Point): FramePlace | null;
  frameLocators(frameId: string): Locators | null;
  guardFrame(): void;
  hearListeners(name: string): void;
  heldAfter(ref: number, value: string): Held;
  holds(ref: number, value: string): boolean;
  locatorsOf(ref?: number): Locators | null;
  noteOptions(value: string): void;
  pageFacts(marks: Readonly<Record<string, string>>): PageFacts;
  pageState(all: boolean): PageState;
  plantStorage(local: StorageEntries, session: StorageEntries): boolean;
  prepare(request: PrepareRequest): Promise<Prepared>;
  quiet(quietMs: number, maxMs: number, mindMotion: boolean): Promise<Activity>;
  readHtml(ref?: number): { readonly html: string; readonly length: number };
  readText(ref?: number): string[];
  pressSlipped(): boolean;
  refState(ref: number): "attached" | "detached" | "unknown";
  revealFrame(frameId: string, point?: Point): Promise<void>;
  scrollBack(x: number, y: number): void;
  scrollRest(): Promise<ScrollReport>;
  secretPlace(): SecretPlace;
  secretHeld(): boolean;
  select(ref: number, value: string): SelectResult;
  setFiles(ref: number, files: readonly FileAbout[]): FilesGiven;
  stageFile(index: number, base64: string): void;
  startFill(ref: number, value: string): Promise<FillStart>;
  startSearch(ref: number): boolean;
  strayKeys(): number;
  trackScroll(point: Point): WheelPlace;
  uncoverSecrets(): void;
  unstageFiles(): void;
  usability(): Usability;
  waitFor(request: WaitRequest): Promise<boolean>;
  walk(request: WalkRequest): WalkResult;
  watch(): void;
  watchDrag(): void;
}
