/** Takes down what global-setup put up, whether the tests passed or not. */
export default async function tearDown(): Promise<void> {
  await (globalThis as unknown as { stopTestCluster(): Promise<void> }).stopTestCluster()
}
