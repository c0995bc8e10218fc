/** What is closed, in this order, after the service has left discovery; each stage waits for the one before. */
export const stages = ['consumers', 'ingress', 'workers', 'clients', 'broker', 'store', 'telemetry'] as const;
export type Stage = (typeof stages)[number];
