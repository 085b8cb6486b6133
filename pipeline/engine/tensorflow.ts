/** TensorFlow.js with its gradients registered: the one door through which the pipeline reaches it. */
import '@tensorflow/tfjs-layers'; // for its side effect: tfjs-core alone registers no gradients
export * from '@tensorflow/tfjs-core';
