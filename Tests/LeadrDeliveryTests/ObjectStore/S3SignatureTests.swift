import Testing

@testable import LeadrDelivery

/// The examples of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
@Suite struct S3SignatureTests {
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private func signature() throws -> S3Signature {
        let configuration = try S3Configuration(
            endpoint: nil,
            bucket: "examplebucket",
            region: "us-east-1",
            accessKeyID: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        )
        return S3Signature(configuration: configuration, time: "20130524T000000Z")
    }

    private func headers(_ bodyHash: String, _ more: [(String, String)] = []) -> [(String, String)] {
        [("Host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", bodyHash), ("x-amz-date", "20130524T000000Z")] + more
    }

    @Test func `an object is read`() throws {
        let value = try signature().authorization(
            method: "GET",
            path: "/test.txt",
            query: [],
            headers: headers(Self.empty, [("Range", "bytes=0-9")]),
            bodyHash: Self.empty
        )
        #expect(value.hasSuffix("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"))
        #expect(value.contains("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"))
    }

    @Test func `an object is stored`() throws {
        let hash = S3Signature.hash("Welcome to Amazon S3.".utf8)
        let value = try signature().authorization(
            method: "PUT",
            path: "/" + S3Encoding.path("test$file.text"),
            query: [],
            headers: headers(hash, [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")]),
            bodyHash: hash
        )
        #expect(value.hasSuffix("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test(arguments: [
        ([("lifecycle", "")], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ([("prefix", "J"), ("max-keys", "2")], "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ])
    func `a bucket is asked`(query: [(String, String)], expected: String) throws {
        let value = try signature().authorization(method: "GET", path: "/", query: query, headers: headers(Self.empty), bodyHash: Self.empty)
        #expect(value.hasSuffix("Signature=\(expected)"))
    }

    @Test func `a store of one's own has the bucket in its paths`() throws {
        let store = try S3Configuration(endpoint: "http://127.0.0.1:9000/", bucket: "b", region: "", accessKeyID: "a", secretAccessKey: "s")
        #expect(store.origin == "http://127.0.0.1:9000" && store.host == "127.0.0.1:9000" && store.region == "us-east-1")
        #expect(store.path("2026/11/ä b.dump") == "/b/2026/11/%C3%A4%20b.dump")
        for endpoint in ["ftp://x", "x", "http://"] {
            #expect(throws: ObjectStoreError.malformedEndpoint(endpoint)) {
                try S3Configuration(endpoint: endpoint, bucket: "b", region: "", accessKeyID: "a", secretAccessKey: "s")
            }
        }
    }
}
