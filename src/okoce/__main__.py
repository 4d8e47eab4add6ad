from okoce.server.cli import main

raise SystemExit(main())
