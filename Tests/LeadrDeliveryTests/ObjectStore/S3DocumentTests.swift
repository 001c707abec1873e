import Testing

@testable import LeadrDelivery

@Suite struct S3DocumentTests {
    @Test func `a page of a list is read`() {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>true</IsTruncated><NextContinuationToken>t&amp;1</NextContinuationToken>
            <Contents><Key>a&lt;b</Key><Size>3</Size></Contents><Contents><Key>c</Key><Size>5</Size></Contents></ListBucketResult>
            """
        let document = S3Document(Array(text.utf8))
        #expect(document.all("Key") == ["a<b", "c"] && document.all("Size") == ["3", "5"])
        #expect(document.first("NextContinuationToken") == "t&1")
        #expect(document.first("Code") == nil)
    }

    @Test func `what is no document has no texts`() {
        for text in ["", "{}", "<a>", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"] {
            #expect(S3Document(Array(text.utf8)).first("a") ?? "" == "", "\(text)")
        }
    }
}
