addEventListener("message", async () => {
  const response = await fetch("/api/stats");
  postMessage(await response.json());
});
