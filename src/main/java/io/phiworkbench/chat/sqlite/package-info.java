/**
 * The store of conversations in SQLite: WAL, foreign keys, migrations by {@code user_version}, full-text search, one
 * thread that writes. {@link io.phiworkbench.chat.sqlite.SqliteChatStore} is the only class to use from outside.
 */
package io.phiworkbench.chat.sqlite;
