#include "net/mail_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace expediter::net {
namespace {

using std::chrono::milliseconds;

// What a transport did, seen from outside while the queue owns it.
struct Post {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> sent;
  int attempts = 0;
  int refuse = 0;  // So many attempts.
  MailRefused::Again again = MailRefused::Again::yes;

  void await_attempts(int count) {
    std::unique_lock lock{mutex};
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds{20}, [&] { return attempts >= count; }));
  }
};

class FakeTransport final : public MailTransport {
 public:
  explicit FakeTransport(Post& post) : post_(post) {}
  void send(const Mail& mail) override {
    const std::scoped_lock lock{post_.mutex};
    ++post_.attempts;
    post_.changed.notify_all();
    if (post_.refuse-- > 0) throw MailRefused{post_.again, "not now"};
    post_.sent.push_back(mail.to);
  }

 private:
  Post& post_;
};

std::unique_ptr<MailQueue> make_queue(Post& post, const MailQueueOptions& options) {
  return std::make_unique<MailQueue>(std::make_unique<FakeTransport>(post), options);
}

TEST(MailQueue, SendsWhatIsAddedInOrder) {
  Post post;
  const auto queue = make_queue(post, {});
  for (const char* to : {"a", "b", "c"}) queue->add({to, "", ""});
  post.await_attempts(3);
  EXPECT_EQ(post.sent, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(MailQueue, TriesAgainAndSendsOnce) {
  Post post;
  post.refuse = 3;
  const auto queue = make_queue(post, {.first_wait = milliseconds{1}});
  queue->add({"a", "", ""});
  post.await_attempts(4);
  EXPECT_EQ(post.sent, std::vector<std::string>{"a"});
}

TEST(MailQueue, GivesUpAfterItsAttempts) {
  Post post;
  post.refuse = 100;
  auto queue = make_queue(post, {.attempts = 3, .first_wait = milliseconds{1}});
  queue->add({"a", "", ""});
  post.await_attempts(3);
  queue.reset();
  EXPECT_EQ(post.attempts, 3);
  EXPECT_TRUE(post.sent.empty());
}

TEST(MailQueue, DoesNotTryAgainWhatIsRefusedForGood) {
  Post post;
  post.refuse = 1;
  post.again = MailRefused::Again::no;
  auto queue = make_queue(post, {.first_wait = milliseconds{1}});
  queue->add({"a", "", ""});
  queue->add({"b", "", ""});
  post.await_attempts(2);
  queue.reset();
  EXPECT_EQ(post.attempts, 2);
  EXPECT_EQ(post.sent, std::vector<std::string>{"b"});
}

TEST(MailQueue, TheEndSendsWhatWaitsWithoutWaitingForItsTime) {
  Post post;
  post.refuse = 1;
  auto queue = make_queue(post, {.first_wait = std::chrono::hours{1}});
  queue->add({"a", "", ""});
  post.await_attempts(1);
  queue->add({"b", "", ""});
  queue.reset();
  std::sort(post.sent.begin(), post.sent.end());
  EXPECT_EQ(post.sent, (std::vector<std::string>{"a", "b"}));
}

TEST(MailQueue, AFullQueueDropsWhatComesAndNeverWaits) {
  Post post;
  post.refuse = 1;
  auto queue = make_queue(post, {.limit = 2, .first_wait = std::chrono::hours{1}});
  queue->add({"kept 1", "", ""});
  post.await_attempts(1);
  {
    // Nothing is sent meanwhile: what was taken out of the queue waits at the transport.
    const std::scoped_lock lock{post.mutex};
    for (int i = 0; i < 50; ++i) queue->add({"more", "", ""});
  }
  queue.reset();
  EXPECT_LE(post.sent.size(), 4U);
}

}  // namespace
}  // namespace expediter::net
