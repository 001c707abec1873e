import Testing

@testable import Postgres

@Suite struct PostgresConfigurationTests {
    private func parameters(_ adjust: (inout PostgresConfiguration) -> Void = { _ in }) -> [String: String] {
        var configuration = PostgresConfiguration(host: "db host=evil", database: "postgres://x", username: "u", password: "p'w")
        adjust(&configuration)
        return Dictionary(uniqueKeysWithValues: configuration.libpqParameters.map { ($0.keyword, $0.value) })
    }

    @Test func `values are handed over as they are, never pasted together`() {
        let parameters = parameters()
        #expect(parameters["host"] == "db host=evil")
        #expect(parameters["dbname"] == "postgres://x")
        #expect(parameters["password"] == "p'w")
    }

    @Test func `the limits of statements and of pauses in transactions are connection options unless they are switched off`() {
        #expect(parameters()["options"] == "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000")
        #expect(parameters { $0.statementTimeout = .microseconds(1) }["options"]?.contains("-c statement_timeout=1 ") == true)
        #expect(parameters { $0.statementTimeout = .zero }["options"] == nil)
    }

    @Test(arguments: PostgresTLSMode.allCases)
    func `every TLS mode goes by libpq's name`(mode: PostgresTLSMode) {
        let parameters = parameters {
            $0.tls = mode
            $0.tlsRootCertificate = "/etc/root.pem"
        }
        #expect(parameters["sslmode"] == mode.rawValue)
        #expect(parameters["sslrootcert"] == "/etc/root.pem")
    }

    @Test func `the connect timeout is whole seconds, at least the two that libpq insists on`() {
        #expect(parameters { $0.connectTimeout = .milliseconds(100) }["connect_timeout"] == "2")
        #expect(parameters { $0.connectTimeout = .milliseconds(5001) }["connect_timeout"] == "6")
    }
}
