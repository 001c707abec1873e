import Redis
import TestSupport
import Testing

@Suite(.enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate"))
struct RedisTLSTests {
    @Test func `a server whose certificate is trusted is used, any other is refused`() async throws {
        let certificate = try SelfSignedCertificate()
        let port = try FreePort.find()
        let server = try PrivateRedis(options: [
            "--tls-port", "\(port)", "--tls-cert-file", certificate.certificateFile, "--tls-key-file", certificate.keyFile,
            "--tls-auth-clients", "no",
        ])
        let url = "rediss://localhost:\(port)"
        try await withRedis(url, configure: { $0.tls?.trustRootsFile = certificate.certificateFile }) { client in
            let reply = try await client.send(RedisCommand("ECHO", "secret"))
            #expect(reply.string == "secret")
            let connection = client.makeBlockingConnection()
            let pong = try await connection.send(RedisCommand("PING"), timeout: .seconds(30))
            #expect(pong == .simple("PONG"))
        }
        try await withRedis(url, configure: { $0.commandTimeout = .seconds(1) }) { client in
            let noticed = try await soon { client.state.lastFailure != nil }
            #expect(noticed)
            #expect(await redisError { try await client.send(RedisCommand("PING")) }?.code == .notConnected)
        }
        try await withRedis(url, configure: { $0.tls?.verification = .none }) { client in
            let pong = try await client.send(RedisCommand("PING"))
            #expect(pong == .simple("PONG"))
        }
        #expect(server.processID != nil)
    }

    @Test func `the nodes of a cluster are reached by TLS under the addresses they announce`() async throws {
        let certificate = try SelfSignedCertificate()
        let (port, bus) = (try FreePort.find(), try FreePort.find())
        let server = try PrivateRedis(options: [
            "--tls-port", "\(port)", "--tls-cert-file", certificate.certificateFile, "--tls-key-file", certificate.keyFile,
            "--tls-ca-cert-file", certificate.certificateFile, "--tls-auth-clients", "no", "--tls-cluster", "yes", "--cluster-enabled", "yes",
            "--cluster-port", "\(bus)", "--cluster-announce-ip", "127.0.0.1",
        ])
        try await server.ask(RedisCommand("CLUSTER", "ADDSLOTSRANGE", 0, 16_383))
        let url = "rediss+cluster://localhost:\(port)"
        try await withRedis(url, configure: { $0.tls?.trustRootsFile = certificate.certificateFile }) { client in
            let reply = try await client.send(RedisCommand("SET", "k", "secret"))
            #expect(reply == .simple("OK"))
            let popped = try await client.makeBlockingConnection().send(RedisCommand("BLPOP", "none", .double(0.01)), timeout: .seconds(30))
            #expect(popped.isNull)
        }
    }

    @Test func `files that cannot be used are reported`() async throws {
        let configure: (inout RedisConfiguration) -> Void = {
            $0.tls?.trustRootsFile = "/nonexistent/ca.pem"
            $0.commandTimeout = .seconds(1)
        }
        try await withRedis("rediss://localhost:1", configure: configure) { client in
            let noticed = try await soon { client.state.lastFailure?.contains("TLS files cannot be used") == true }
            #expect(noticed)
        }
    }
}
