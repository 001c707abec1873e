import Testing

@testable import Redis

@Suite struct HandshakeTests {
    private func configuration(_ url: String) throws -> RedisConfiguration {
        try RedisConfiguration(url: url)
    }

    private func words(_ configuration: RedisConfiguration) -> [String] {
        Handshake(configuration).commands.map { command in
            String(decoding: command.bytes, as: UTF8.self).split(separator: "\r\n").enumerated().filter { $0.offset % 2 == 0 && $0.offset > 0 }
                .map { String($0.element) }.joined(separator: " ")
        }
    }

    @Test func `credentials and database come first`() throws {
        #expect(
            try words(configuration("redis://u:p@h/3")) == [
                "AUTH u p", "SELECT 3", "CLIENT SETNAME leadr", "PING", "INFO server", "INFO replication",
            ]
        )
        #expect(try words(configuration("redis://:p@h")).first == "AUTH p")
        #expect(try words(configuration("redis://h")).first == "CLIENT SETNAME leadr")
    }

    @Test func `a name the server would refuse is changed`() throws {
        var configuration = try configuration("redis://h")
        configuration.clientName = "my api\n1"
        #expect(words(configuration).first == "CLIENT SETNAME my-api-1")
    }

    @Test func `the identity is read from INFO`() throws {
        let handshake = Handshake(try configuration("redis://h"))
        let identity = try handshake.evaluate([
            .simple("OK"), .simple("PONG"), .bulk(Array("# Server\r\nredis_version:7.0.15\r\nrun_id:abc\r\n".utf8)),
            .bulk(Array("master_replid:def\r\n".utf8)),
        ])
        #expect(identity.runID == "abc")
        #expect(identity.version == "7.0.15")
        #expect(identity.replicationID == "def")
    }

    @Test func `a server that loads its data counts as away`() throws {
        let handshake = Handshake(try configuration("redis://h"))
        let loading = RedisValue.error(RedisServerError(reply: "LOADING Redis is loading the dataset in memory"))
        let error = #expect(throws: RedisError.self) { try handshake.evaluate([.simple("OK"), loading, .null, .null]) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.message.contains("LOADING") == true)
    }

    @Test func `where a master is needed nothing else will do`() throws {
        let handshake = Handshake(try configuration("redis://h"), requiresMaster: true)
        func judge(_ role: RedisValue) throws -> ServerIdentity {
            try handshake.evaluate([.simple("OK"), .simple("PONG"), .null, .null, role])
        }
        #expect(try judge(.array([.bulk(Array("master".utf8)), .integer(0), .array([])])) == ServerIdentity())
        for role in [
            RedisValue.array([.bulk(Array("slave".utf8))]), .array([.bulk(Array("sentinel".utf8))]), .null,
            .error(RedisServerError(reply: "NOPERM no")),
        ] {
            #expect { try judge(role) } throws: { ($0 as? RedisError)?.code == .connectionFailed }
        }
    }

    @Test func `a refused INFO is no reason to stay away`() throws {
        let handshake = Handshake(try configuration("redis://h"))
        let refusal = RedisValue.error(RedisServerError(reply: "NOPERM no"))
        #expect(try handshake.evaluate([refusal, .simple("PONG"), refusal, refusal]) == ServerIdentity())
    }

    @Test func `a refused password fails the connection`() throws {
        let handshake = Handshake(try configuration("redis://:p@h"))
        let refusal = RedisValue.error(RedisServerError(reply: "WRONGPASS invalid"))
        #expect(throws: RedisError.self) { try handshake.evaluate([refusal, .simple("OK"), .simple("PONG"), .null, .null]) }
    }
}
