extension PostgresError {
    /// Whether the database is away, starting, shutting down or out of capacity, so that the same call may succeed later.
    public var isUnavailable: Bool {
        switch code {
        case .connectionFailed, .connectionLost, .poolTimeout, .poolClosed, .commitOutcomeUnknown: true
        case .server: Self.unavailableStates.contains(sqlState ?? "") || isInClass("08") || isInClass("53")
        case .cancelled, .decoding, .usage: false
        }
    }

    /// Whether the data of the statement is to blame (SQLSTATE class 22 or 23): repeating it will fail again.
    public var isDataError: Bool {
        code == .server && (isInClass("22") || isInClass("23"))
    }

    /// Whether the transaction lost against another one, or met a statement whose plan went stale: run again, it may succeed.
    public var isRetryable: Bool {
        code == .server && (sqlState == "40001" || sqlState == "40P01" || isStaleStatement)
    }

    /// Whether a unique constraint refused a row.
    public var isUniqueViolation: Bool {
        code == .server && sqlState == "23505"
    }

    /// Whether the server's `statement_timeout` or a cancel request of somebody else ended the statement.
    public var isStatementTimeout: Bool {
        code == .server && sqlState == "57014"
    }

    /// Whether the server's `lock_timeout` ended the wait for a lock.
    public var isLockTimeout: Bool {
        code == .server && sqlState == "55P03"
    }

    /// Whether a prepared statement is gone from the session or its result type changed, which preparing it again cures.
    ///
    /// SQLSTATE `0A000` covers much else, so the reporting function decides, which, unlike the message, is not translated.
    var isStaleStatement: Bool {
        sqlState == "26000" || (sqlState == "0A000" && serverFunction == "RevalidateCachedQuery")
    }

    private func isInClass(_ prefix: String) -> Bool {
        sqlState?.hasPrefix(prefix) ?? false
    }

    /// Shutdown, crash, starting up, database dropped, idle session ended, read-only standby after a fail-over.
    private static let unavailableStates: Set<String> = ["57P01", "57P02", "57P03", "57P04", "57P05", "25006"]
}
