/** What anywidget 0.11 hands to a view, as far as the screens use it. */

export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(name: string, callback: (...args: never[]) => void): void;
  off(name: string, callback: (...args: never[]) => void): void;
}

export interface ChildWidget {
  render(target: { el: HTMLElement; signal?: AbortSignal }): Promise<void>;
}

export interface Host {
  getWidget(reference: string): Promise<ChildWidget>;
}

export interface RenderProps {
  model: Model;
  el: HTMLElement;
  host: Host;
  signal: AbortSignal;
}

export interface Widget {
  render(props: RenderProps): () => void;
}
