import HTTPTypes
import Hummingbird
import LeadrDomain

extension DomainError {
    /// The answer to a refusal of the domain (`contract/platform.md §1.3`).
    var response: Response {
        switch self {
        case .validation(let issues): .json(.unprocessableContent, ValidationFailure(issues: issues).encoded())
        case .tooManyRequests(_, let wait): .failure(status, text, headers: wait.map { [.retryAfter: Self.seconds($0)] } ?? [:])
        case .unavailable(_, let wait): .failure(status, text, headers: [.retryAfter: Self.seconds(wait)])
        default: .failure(status, text)
        }
    }

    private var status: HTTPResponse.Status {
        switch self {
        case .notFound, .notFoundText: .notFound
        case .forbidden: .forbidden
        case .badRequest: .badRequest
        case .conflict: .conflict
        case .unauthorized: .unauthorized
        case .preconditionFailed: .preconditionFailed
        case .unprocessable, .validation: .unprocessableContent
        case .tooManyRequests: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }

    /// Whole seconds, rounded up, at least one.
    private static func seconds(_ wait: Duration) -> String {
        String(max(1, (wait.microseconds + 999_999) / 1_000_000))
    }
}
