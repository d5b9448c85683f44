/** Controls and helpers of the views that know nothing of models or chats. */
package io.phiworkbench.ui.control;
