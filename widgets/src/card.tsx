/** Read: one model at one commit, its findings first, then its card. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { CardTab } from "./card/cardtab";
import { FilesTab } from "./card/files";
import { Head } from "./card/head";
import { FindingsBox, openFindings, ReviewTab } from "./card/review";
import { CommitsTab, ResultsTab, UseTab } from "./card/tables";
import { identity, matches } from "./shared/format";
import type { ModelKey, PageData } from "./shared/messages";
import { Empty, Failed, Skeleton, type Tab, Tabs, useUnique } from "./shared/parts";
import { asWidget, type Screen, useKeys, useTrait } from "./shared/screen";

function Card({ screen }: { screen: Screen<"card"> }) {
  const model = useTrait<ModelKey | null>(screen.model, "model");
  const marked = useTrait<ModelKey[]>(screen.model, "marked");
  const { page, isFailed, load } = usePage(screen, model);
  const [tab, setTab] = useState("card");
  const mine = model === null ? undefined : marked.find((key) => matches(key, page?.key ?? model));
  const isMarked = mine !== undefined;
  const mark = (): void => {
    if (page) void screen.ask("mark", { key: mine ?? page.key, on: !isMarked });
  };
  useKeys(screen, [{ keys: ["m"], label: isMarked ? "Remove the mark" : "Mark for comparison", run: mark }]);
  useEffect(() => setTab("card"), [model?.hub, model?.repo]);
  if (model === null) {
    return (
      <Empty title="Open a model from the list.">
        <p>Its findings and its card appear here.</p>
      </Empty>
    );
  }
  if (isFailed) return <Failed what={model.repo} onRetry={() => void load(model)} />;
  if (page === null) return <Skeleton rows={10} />;
  return (
    <Page
      screen={screen}
      page={page}
      tab={tab}
      isMarked={isMarked}
      onTab={setTab}
      onMark={mark}
      onLoad={load}
    />
  );
}

interface PageProps {
  screen: Screen<"card">;
  page: PageData;
  tab: string;
  isMarked: boolean;
  onTab: (tab: string) => void;
  onMark: () => void;
  onLoad: (key: ModelKey) => Promise<void>;
}

function Page({ screen, page, tab, isMarked, onTab, onMark, onLoad }: PageProps) {
  const idPrefix = useUnique("card");
  const see = async (kind: string): Promise<void> => {
    if (await screen.ask("see", { key: page.key, seen: [kind] })) await onLoad(page.key);
  };
  const body = {
    card: <CardOrWhy screen={screen} page={page} />,
    review: <ReviewTab page={page} onSee={(kind) => void see(kind)} />,
    files: <FilesTab screen={screen} page={page} onChanged={() => void onLoad(page.key)} />,
    commits: <CommitsTab screen={screen} page={page} onOpen={(key) => void onLoad(key)} />,
    results: <ResultsTab page={page} />,
    use: <UseTab page={page} />,
  }[tab];
  return (
    <article class="hx-page" aria-label={page.key.repo}>
      <Head
        screen={screen}
        page={page}
        isMarked={isMarked}
        onMark={onMark}
        onUse={() => onTab("use")}
        onChanged={() => void onLoad(page.key)}
      />
      <FindingsBox findings={page.findings} onMore={() => onTab("review")} />
      <Tabs
        tabs={tabsOf(page)}
        active={tab}
        label="About this model"
        idPrefix={idPrefix}
        class="hx-page-tabs"
        onSelect={onTab}
      />
      <div
        class="hx-panel"
        role="tabpanel"
        id={`${idPrefix}-panel`}
        aria-labelledby={`${idPrefix}-tab-${tab}`}
        tabIndex={0}
      >
        {body}
      </div>
    </article>
  );
}

/** The card; in its place, why there is none to read. */
function CardOrWhy({ screen, page }: { screen: Screen<"card">; page: PageData }) {
  const missing = page.findings.find((finding) => finding.kind === "card");
  if (missing === undefined) return <CardTab screen={screen} model={page.key} />;
  return (
    <Empty title={missing.title}>
      <p>{missing.detail}</p>
    </Empty>
  );
}

function tabsOf(page: PageData): Tab[] {
  return [
    { name: "card", label: "Card" },
    { name: "review", label: "Review", count: openFindings(page).length },
    { name: "files", label: "Files" },
    { name: "commits", label: "Commits", count: page.commits.length },
    { name: "results", label: "Results" },
    { name: "use", label: "Use" },
  ];
}

/** The page of `model`, and a way to load it again or at another commit. */
function usePage(screen: Screen<"card">, model: ModelKey | null) {
  const [page, setPage] = useState<PageData | null>(null);
  const [isFailed, setFailed] = useState(false);
  const { ask } = screen;
  const wanted = useRef(model);
  wanted.current = model;
  const load = useCallback(
    async (key: ModelKey) => {
      setFailed(false);
      const data = await ask("load", { key });
      setFailed(data === undefined);
      // Another model may have been opened meanwhile.
      if (data && wanted.current && identity(data.key) === identity(wanted.current)) setPage(data);
    },
    [ask],
  );
  useEffect(() => {
    setPage(null);
    if (model !== null) void load(model);
  }, [load, model?.hub, model?.repo, model?.commit]);
  return { page, isFailed: isFailed && page === null, load };
}

export default asWidget("card", "Model card", Card);
