import HTTPTypes
import Hummingbird
import NIOCore

/// The OpenAPI document and a page that shows it; outside the API prefix (`contract/platform.md §8.5`).
struct DocumentRoutes {
    let document: [UInt8]
    let viewer: DocumentViewer?

    func register(on router: Router<LeadrContext>) {
        let document = document
        add("/openapi.json", to: router) { .json(.ok, document) }
        guard let viewer else { return }
        for (path, file) in viewer.files {
            add(path, to: router) { Response(status: .ok, headers: [.contentType: file.type], body: ResponseBody(byteBuffer: file.content)) }
        }
    }

    private func add(_ path: String, to router: Router<LeadrContext>, _ answer: @escaping @Sendable () -> Response) {
        router.on(RouterPath(path), method: .get, responder: LabelledResponder(label: path) { _, _ in answer() })
    }
}
