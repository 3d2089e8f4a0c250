const duties = new Set<() => void>();

process.on("exit", () => {
  for (const duty of duties) duty();
});

/** Has `duty` done when this process ends by any way but SIGKILL; it must be synchronous. Returns the release. */
export function onExit(duty: () => void): () => void {
  duties.add(duty);
  return () => duties.delete(duty);
}
