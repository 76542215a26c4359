// A sum over the whole series that keeps what rounding takes from it, so that ten million small
// steps, or one huge one forth and back, cost it nothing. Source: A. Neumaier, "Rundungsfehleranalyse
// einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).

export class EndlessSum {
  #sum = 0
  #lost = 0
  value = 0

  add(term: number): void {
    const before = this.#sum
    const sum = before + term
    this.#lost += Math.abs(before) >= Math.abs(term) ? before - sum + term : term - sum + before
    this.#sum = sum
    this.value = sum + this.#lost
  }
}
