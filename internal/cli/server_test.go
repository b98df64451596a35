package cli

import "hearsay/internal/ledger/postgrestest"

// Server is the PostgreSQL of all tests of this folder; TestMain closes it.
var Server postgrestest.Server
