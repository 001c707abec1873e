import CLibPQ
import Foundation

/// A libpq connection. Belongs to one ``ConnectionThread``, which alone ever touches it; therefore not `Sendable`.
///
/// The session stays in pipeline mode and its socket in non-blocking mode: all work takes one path, and a batch of any size can be sent while answers
/// are taken in. A blocking libpq would wait for the server to read while the server waits for us to read.
final class Session {
    let configuration: PostgresConfiguration
    let socketGuard: SocketGuard
    var statements: StatementCache
    /// Longest tolerated silence of the server; `nil` waits forever.
    var stallLimit: Duration?
    /// Set once the connection can no longer be trusted.
    private(set) var isBroken = false
    /// `nil` before connecting and after closing.
    private(set) var connection: OpaquePointer?
    /// Arrays that `PQsendQuery…` reads, kept to save their allocation per statement.
    var scratch = ParameterScratch()

    init(configuration: PostgresConfiguration, socketGuard: SocketGuard) {
        self.configuration = configuration
        self.socketGuard = socketGuard
        statements = StatementCache(limit: configuration.preparedStatementLimit)
    }

    deinit { close() }

    /// Adopts an open connection.
    func adopt(_ connection: OpaquePointer) {
        self.connection = connection
        socketGuard.opened(PQsocket(connection))
    }

    /// The pointer, while there is a connection.
    func live() throws(PostgresError) -> OpaquePointer {
        guard let connection, !isBroken else { throw PostgresError(.connectionLost, "the connection is closed") }
        return connection
    }

    /// Gives the connection up. What libpq says about the reason becomes the error.
    func lost(_ reason: String? = nil) -> PostgresError {
        isBroken = true
        return PostgresError(.connectionLost, reason ?? lastMessage)
    }

    /// Marks the connection as unusable; the pool will replace it.
    func markBroken() {
        isBroken = true
    }

    /// Whether libpq has noticed that the connection is gone.
    var isDisconnected: Bool {
        connection.map { PQstatus($0) != CONNECTION_OK } ?? true
    }

    /// Where the session stands between two pieces of work.
    var state: SessionState {
        guard let connection, !isBroken, !isDisconnected else { return .broken }
        switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: return .idle
        case PQTRANS_INTRANS: return .inTransaction
        case PQTRANS_INERROR: return .inFailedTransaction
        default: return .broken
        }
    }

    /// Ends the connection. Does not wait for the server.
    func close() {
        isBroken = true
        guard let connection else { return }
        self.connection = nil
        socketGuard.closed()
        PQfinish(connection)
    }

    /// libpq's words for the last failure, on one line. They name host and role, never the password or data.
    var lastMessage: String {
        guard let connection, let text = PQerrorMessage(connection) else { return "the connection is closed" }
        return Self.oneLine(String(cString: text))
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; ")
    }
}
