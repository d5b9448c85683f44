/**
 * From a file to what the vision encoder reads: pictures, PDF pages and video frames as 8-bit RGB, the HD transform
 * of Phi-3-Vision in crops, and what each picture costs of the context. Plain Java, no tensor engine.
 */
package io.phiworkbench.vision;
