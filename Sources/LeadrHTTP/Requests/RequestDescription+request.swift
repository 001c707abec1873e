import HTTPTypes
import Hummingbird
import LeadrServices

extension RequestDescription {
    /// Describes a request to hooks.
    init(_ request: Request, _ context: LeadrContext, _ caller: Caller) {
        self.init(
            method: request.method.rawValue,
            route: context.routeTemplate,
            path: request.uri.path,
            caller: caller,
            clientAddress: context.clientAddress?.description,
            sdk: request.headers.value(of: .leadrClient),
            userAgent: request.headers.value(of: .userAgent),
            requestID: context.requestID
        )
    }
}
