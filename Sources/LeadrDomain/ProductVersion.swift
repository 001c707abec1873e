/// The version of this product.
public enum ProductVersion {
    /// Semantic version of this build, as every part of it tells it.
    public static let current = "0.1.0"
}
