/** Numbers outside the bins of their row, each with the slot it belongs to; grows as it must. */
export class OutsideList {
  private slots = new Uint32Array(1024);
  private values = new Float64Array(1024);
  private length = 0;

  push(slot: number, value: number): void {
    if (this.length === this.slots.length) {
      const [slots, values] = [new Uint32Array(2 * this.length), new Float64Array(2 * this.length)];
      slots.set(this.slots);
      values.set(this.values);
      [this.slots, this.values] = [slots, values];
    }
    this.slots[this.length] = slot;
    this.values[this.length++] = value;
  }

  /** What has been listed since the last time, as plain data. */
  take(): { readonly slots: Uint32Array<ArrayBuffer>; readonly values: Float64Array<ArrayBuffer> } {
    const taken = { slots: this.slots.slice(0, this.length), values: this.values.slice(0, this.length) };
    this.length = 0;
    return taken;
  }
}
