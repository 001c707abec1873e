import HTTPTypes
import Hummingbird
import LeadrDomain

extension AccessLogEntry {
    /// Header values of clients are cut to this many characters.
    private static let headerLimit = 256

    /// What is known when a request ends.
    init(_ request: Request, _ response: Response, _ context: LeadrContext, _ duration: Duration) {
        self.init(
            method: request.method.rawValue,
            path: request.uri.path,
            status: response.status.code,
            duration: duration,
            requestID: context.requestID
        )
        let details = context.record.current
        query = request.uri.query
        trace = request.headers.value(of: .traceparent).flatMap(TraceContext.init(traceparent:))
        clientAddress = context.clientAddress
        accountID = details.accountID
        gameID = details.gameID
        clientFingerprint = details.clientFingerprint
        leadrClient = request.headers.value(of: .leadrClient).map(Self.cut)
        userAgent = request.headers.value(of: .userAgent).map(Self.cut)
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= headerLimit ? text : String(text.prefix(headerLimit))
    }
}
