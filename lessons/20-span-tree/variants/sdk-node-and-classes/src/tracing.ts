import { NodeSDK } from '@opentelemetry/sdk-node';

// Everything from the environment; it sets the context manager by itself.
export const sdk = new NodeSDK({ serviceName: 'orders' });
sdk.start();
