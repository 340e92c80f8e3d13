ALTER TABLE "galley"."api_keys" ADD COLUMN "is_vouched" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."device_grants" ADD COLUMN "is_vouched" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "api_keys_of_user" ON "galley"."api_keys" ("user_id","id");