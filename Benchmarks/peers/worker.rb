# The no-op job of the comparison.
require "sidekiq"

Sidekiq.logger.level = Logger::WARN

class NoOperation
  include Sidekiq::Worker
  sidekiq_options queue: "default", retry: false

  def perform(_payload); end
end
