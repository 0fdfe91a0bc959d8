export { nodeRunner, type NodeRunnerOptions } from './node-runner.ts';
