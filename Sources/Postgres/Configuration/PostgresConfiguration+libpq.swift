extension PostgresConfiguration {
    /// Keywords and values for `PQconnectdbParams`; nothing is ever pasted into a connection string, so no value can change another.
    var libpqParameters: [(keyword: String, value: String)] {
        var parameters: [(keyword: String, value: String)] = [
            ("host", host),
            ("port", String(port)),
            ("dbname", database),
            ("user", username),
            ("application_name", applicationName),
            ("client_encoding", "UTF8"),
            ("connect_timeout", String(max(2, connectTimeout.roundedUpSeconds))),
            ("sslmode", tls.rawValue),
            // Without this, a machine with a Kerberos ticket cache pays an extra round trip per connect.
            ("gssencmode", "disable"),
            // A peer that vanished without a word is noticed within about a minute, also when nothing is being sent.
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"),
        ]
        if let password { parameters.append(("password", password)) }
        if let tlsRootCertificate { parameters.append(("sslrootcert", tlsRootCertificate)) }
        if statementTimeout > .zero {
            let limit = statementTimeout.roundedUpMilliseconds
            // A process that stops in the middle of a transaction, but does not end, must not keep its locks from the others for longer than that.
            parameters.append(("options", "-c statement_timeout=\(limit) -c idle_in_transaction_session_timeout=\(limit)"))
        }
        return parameters
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a positive limit never becomes PostgreSQL's "no limit".
    var roundedUpMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }

    /// Whole seconds, rounded up.
    var roundedUpSeconds: Int64 {
        components.seconds + (components.attoseconds > 0 ? 1 : 0)
    }
}
