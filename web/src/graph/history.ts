/** Views in the order they were shown, with the way back and forth. */

import { View } from "./view";

const MOST_STEPS = 100;

export class History {
  private past: View[] = [];
  private future: View[] = [];
  private listeners: ((view: View) => void)[] = [];
  view = View.empty;

  /** Have something done whenever another view is shown. */
  follow(listener: (view: View) => void): void {
    this.listeners.push(listener);
  }

  /** Show another view; the one before can be had back. */
  show(view: View): void {
    if (view === this.view) return;
    this.past = [...this.past, this.view].slice(-MOST_STEPS);
    this.future = [];
    this.turn(view);
  }

  /** Another view in place of this one, as part of the same step: places that a layout found. */
  amend(view: View): void {
    this.turn(view);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push(this.view);
    this.turn(before);
  }

  redo(): void {
    const after = this.future.pop();
    if (!after) return;
    this.past.push(this.view);
    this.turn(after);
  }

  private turn(view: View): void {
    this.view = view;
    for (const listener of this.listeners) listener(view);
  }
}
